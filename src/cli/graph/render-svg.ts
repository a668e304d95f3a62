/** The text of Graphviz as a picture. Graphviz is loaded only here: it is a megabyte of WebAssembly. */
export async function renderSvg(dot: string): Promise<string> {
  const { instance } = await import('@viz-js/viz');
  const graphviz = await instance();
  return withFonts(graphviz.renderString(dot, { format: 'svg', engine: 'dot' }));
}

/** What the picture is shown in where there is no Verdana: fonts that are no wider. */
function withFonts(svg: string): string {
  return svg.replaceAll(
    'font-family="Verdana"',
    'font-family="Verdana,DejaVu Sans,Helvetica,Arial,sans-serif"',
  );
}
