export { b2bSales, retailSales } from './pipelines.js';
export { type Template, type TemplateKey, template, templates } from './templates.js';
