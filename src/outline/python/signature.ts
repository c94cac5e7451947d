import type { Node } from 'web-tree-sitter';
import type { FunctionDefinition, Parameter, ParameterKind, Signature } from '../outline.ts';
import { partsOf, type Source, textOf } from './source.ts';

/** The signature of a `function_definition`; whether it yields is found elsewhere. */
export function signatureOf(definition: Node, source: Source, generator: boolean): Signature {
  const parameters = definition.childForFieldName('parameters');
  const returns = definition.childForFieldName('return_type');
  return {
    parameters: parameters === null ? [] : parametersOf(parameters, source),
    returns: returns === null ? null : textOf(returns, source),
    // `async` is no field of the grammar, but always the first token.
    async: source.text.startsWith('async', definition.startIndex),
    generator,
  };
}

function parametersOf(list: Node, source: Source): readonly Parameter[] {
  const parameters: Parameter[] = [];
  let plain: ParameterKind = 'positional';
  for (const part of partsOf(list)) {
    if (part.type === 'keyword_separator') {
      plain = 'keyword-only';
    } else if (part.type === 'positional_separator') {
      parameters.forEach((before, at) => {
        parameters[at] = { ...before, kind: 'positional-only' };
      });
    } else {
      const parameter = parameterOf(part, source, plain);
      if (parameter === null) continue;
      if (parameter.kind === 'var-positional') plain = 'keyword-only';
      parameters.push(parameter);
    }
  }
  return parameters;
}

function parameterOf(part: Node, source: Source, plain: ParameterKind): Parameter | null {
  if (part.type === 'identifier')
    return {
      name: textOf(part, source),
      kind: plain,
      default: null,
      annotation: null,
    };
  if (part.type === 'ERROR') return null;
  const given = part.childForFieldName('value');
  const type = part.childForFieldName('type');
  const splat = part.type.endsWith('_splat_pattern');
  const named = splat ? part : (part.childForFieldName('name') ?? part.firstNamedChild ?? part);
  return {
    name: textOf(named, source).replace(/^\*+\s*/, ''),
    kind: kindOf(named.type, plain),
    default: given === null ? null : textOf(given, source),
    annotation: type === null ? null : textOf(type, source),
  };
}

function kindOf(type: string, plain: ParameterKind): ParameterKind {
  if (type === 'list_splat_pattern') return 'var-positional';
  if (type === 'dictionary_splat_pattern') return 'var-keyword';
  return plain;
}

/** What the decorators make of a function. */
export function flagsOf(
  decorators: readonly string[],
): Pick<FunctionDefinition, 'static' | 'classMethod' | 'property' | 'abstract'> {
  // `@functools.cached_property` and `@deprecated('…')` count by their last name.
  const names = decorators.map((decorator) => /[^.\s]*$/.exec(decorator.replace(/\(.*$/s, ''))?.[0] ?? '');
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  return {
    static: has(/^(abstract)?staticmethod$/),
    classMethod: has(/^(abstract)?classmethod$/),
    property: has(/^setter$/)
      ? 'setter'
      : has(/^deleter$/)
        ? 'deleter'
        : has(/^(getter|(cached_|abstract)?property)$/)
          ? 'getter'
          : null,
    abstract: has(/^abstract(method|property|classmethod|staticmethod)$/),
  };
}
