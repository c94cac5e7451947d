// The JSON schema of fork-lint.yaml, made from the types it is read into: an editor then knows every key, and no key is told twice.
// It says what shape a file has; whether a glob or an expression is sound, only reading it tells.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Project } from 'ts-morph';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The schema as an object, JSON Schema draft 7: what editors understand. */
export function configSchema() {
  const project = new Project({ tsConfigFilePath: join(root, 'tsconfig.json'), skipAddingFilesFromTsConfig: true });
  const file = project.addSourceFileAtPath(join(root, 'src', 'config', 'model.ts'));
  project.resolveSourceFileDependencies();
  const config = file.getInterfaceOrThrow('ConfigFile');
  const definitions = new Map();
  const { properties, ...shape } = objectOf(config.getType(), { definitions, node: config });
  const rules = Object.fromEntries(ruleNames().map((name) => [name, properties.rules.additionalProperties]));
  properties.rules = orNothing({
    type: 'object',
    description: properties.rules.description,
    properties: rules,
    additionalProperties: false,
  });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'fork-lint.yaml',
    ...shape,
    properties,
    definitions: Object.fromEntries([...definitions].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** One file for each rule, named after it. */
function ruleNames() {
  return readdirSync(join(root, 'rules'))
    .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
    .map((name) => name.slice(0, -3))
    .sort();
}

/** An interface, an index signature, or an anonymous object. */
function objectOf(type, at) {
  const index = type.getStringIndexType();
  if (index) return { type: 'object', additionalProperties: schemaOf(index, at) };
  const properties = {};
  const required = [];
  for (const symbol of type.getProperties()) {
    const name = symbol.getName();
    const declared = symbol.getTypeAtLocation(at.node);
    const optional = symbol.isOptional();
    const schema = schemaOf(optional ? declared.getNonNullableType() : declared, at);
    const description = symbol.getJsDocTags().length ? '' : docOf(symbol);
    const told = description === '' ? schema : { description, ...('$ref' in schema ? { allOf: [schema] } : schema) };
    properties[name] = optional && name !== 'rules' ? orNothing(told) : told;
    if (!optional) required.push(name);
  }
  return { type: 'object', ...(required.length ? { required } : {}), properties, additionalProperties: false };
}

function docOf(symbol) {
  const [declaration] = symbol.getDeclarations();
  const docs = declaration && 'getJsDocs' in declaration ? declaration.getJsDocs() : [];
  return docs.map((doc) => doc.getDescription().trim()).join(' ');
}

function schemaOf(type, at) {
  if (type.isUnion() && !type.isBoolean()) return unionOf(type.getUnionTypes(), at);
  if (type.isStringLiteral()) return { enum: [type.getLiteralValue()] };
  if (type.isString()) return { type: 'string', pattern: '\\S' }; // an empty text is refused
  if (type.isBoolean()) return { type: 'boolean' };
  if (type.isTuple()) return tupleOf(type.getTupleElements(), at);
  if (type.isArray() || type.isReadonlyArray())
    return { type: 'array', items: schemaOf(type.getArrayElementTypeOrThrow(), at) };
  if (type.isInterface()) return definitionOf(type, at);
  if (type.isObject()) return objectOf(type, at);
  throw new Error(`no schema for the type ${type.getText()}`);
}

function unionOf(types, at) {
  const literals = types.filter((one) => one.isStringLiteral()).map((one) => one.getLiteralValue());
  const others = types.filter((one) => !one.isStringLiteral()).map((one) => schemaOf(one, at));
  if (others.length === 0) return { enum: literals.sort() };
  return { anyOf: literals.length ? [{ enum: literals.sort() }, ...others] : others };
}

function tupleOf(types, at) {
  return {
    type: 'array',
    items: types.map((one) => schemaOf(one, at)),
    minItems: types.length,
    maxItems: types.length,
  };
}

/** A named interface is told once. */
function definitionOf(type, at) {
  const name = type.getSymbolOrThrow().getName();
  if (!at.definitions.has(name)) {
    at.definitions.set(name, {}); // it may mention itself
    at.definitions.set(name, objectOf(type, at));
  }
  return { $ref: `#/definitions/${name}` };
}

/** A key without a value counts as one that is not given. */
function orNothing({ description, ...schema }) {
  return { ...(description ? { description } : {}), anyOf: [schema, { type: 'null' }] };
}
