# docker build -t gwql:0.1.0 .
FROM node:24-slim AS build
WORKDIR /gwql
COPY . .
# builds dist/ and build/ as well (the script "prepare")
RUN npm ci --no-audit --no-fund && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM gcr.io/distroless/nodejs24-debian12:nonroot
WORKDIR /gwql
COPY --from=build /gwql/package.json ./
COPY --from=build /gwql/node_modules ./node_modules
COPY --from=build /gwql/dist ./dist
COPY --from=build /gwql/build ./build
COPY --from=build /gwql/schema ./schema
COPY --from=build /gwql/examples ./examples
USER 65532:65532
EXPOSE 4000 9090
# Arguments are those of gwql. Objects that watches bring stay: a small young generation has few of them to move at a time.
ENTRYPOINT ["/nodejs/bin/node", "--max-semi-space-size=8", "dist/src/main.js"]
CMD ["serve", "--host=0.0.0.0"]
