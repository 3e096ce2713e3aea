/* The browser runs this on /docs, after swagger-ui-bundle.js. */

/** Shows the samples that /openapi.json carries for an operation (`x-codeSamples`) above its answers. */
function codeSamples() {
  return {
    wrapComponents: {
      responses: (Responses, { React }) =>
        function ResponsesAfterSamples(props) {
          const { specSelectors, path, method } = props
          const samples = specSelectors.specJson().getIn(['paths', path, method, 'x-codeSamples'])
          const shown = (samples?.toJS() ?? []).map(({ label, source }) =>
            React.createElement(
              'details',
              { key: label, open: label === 'curl', className: 'opblock-description-wrapper' },
              React.createElement('summary', null, label),
              React.createElement('pre', { className: 'microlight' }, source),
            ),
          )
          return React.createElement(
            React.Fragment,
            null,
            React.createElement('div', { className: 'code-samples' }, ...shown),
            React.createElement(Responses, props),
          )
        },
    },
  }
}

/** An empty field of a form is left out of the request, without a box to ask for that. */
function emptyFieldsStayOut() {
  return { components: { ParameterIncludeEmpty: () => null } }
}

globalThis.SwaggerUIBundle({
  url: new URL('docs/openapi.json', document.baseURI).href,
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
  presets: [globalThis.SwaggerUIBundle.presets.apis],
  plugins: [codeSamples, emptyFieldsStayOut],
  layout: 'BaseLayout',
})
