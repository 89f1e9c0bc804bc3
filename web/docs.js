// The API's own description, by the vendored Swagger UI: nothing from elsewhere.
SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  defaultModelsExpandDepth: -1,
  validatorUrl: null,
});
