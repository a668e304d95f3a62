import type { RequestContext } from '../src/context/request-context.ts';
import type { Rule } from '../src/gatewayapi/fact.ts';
import { type UrlsAnswer, urlsOfRoute, urlsOfService } from '../src/gatewayapi/relations/public-urls.ts';
import { andThen, type MaybePromise } from '../src/kube/maybe-promise.ts';
import type { RawObject } from '../src/kube/raw-object.ts';
import { readError } from './read-error.ts';

const urlField =
  (urlsOf: (object: RawObject) => Rule<UrlsAnswer>) =>
  (object: RawObject, _: unknown, context: RequestContext): MaybePromise<readonly string[]> =>
    andThen(context.viewOf(object).runInTurns(urlsOf(object)), (answer) => {
      if (answer.state === 'unreadable') throw readError(answer.answer, answer.what);
      return answer.urls;
    });

export const urlsOfRouteField = urlField(urlsOfRoute);
export const urlsOfServiceField = urlField(urlsOfService);
