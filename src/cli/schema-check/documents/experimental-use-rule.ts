import {
  type ASTNode,
  type ASTVisitor,
  GraphQLError,
  getNamedType,
  type NamedTypeNode,
  type ValidationContext,
} from 'graphql';

const DIRECTIVE = 'experimental';

interface Defined {
  readonly astNode?:
    | { readonly directives?: readonly { readonly name: { readonly value: string } }[] | undefined }
    | null
    | undefined;
}

/**
 * Reports what a document uses of the experimental channel: the outermost field only, since what is in it is
 * experimental with it.
 */
export function experimentalUseRule(context: ValidationContext): ASTVisitor {
  let within = 0;
  const report = (what: string, node: ASTNode) => {
    context.reportError(
      new GraphQLError(`${what} is experimental: it may change or go in any release of the Gateway API.`, {
        nodes: node,
      }),
    );
  };
  const enterType = (condition: NamedTypeNode | undefined) => {
    const type = condition === undefined ? undefined : context.getSchema().getType(condition.name.value);
    if (condition === undefined || !isMarked(type)) return;
    if (within === 0) report(`The type ${condition.name.value}`, condition);
    within += 1;
  };
  const leaveType = (condition: NamedTypeNode | undefined) => {
    if (condition !== undefined && isMarked(context.getSchema().getType(condition.name.value))) within -= 1;
  };
  return {
    Field: {
      enter(node) {
        if (!isMarked(context.getFieldDef())) return;
        if (within === 0) report(`The field ${context.getParentType()?.name}.${node.name.value}`, node);
        within += 1;
      },
      leave() {
        if (isMarked(context.getFieldDef())) within -= 1;
      },
    },
    InlineFragment: {
      enter: ({ typeCondition }) => enterType(typeCondition),
      leave: ({ typeCondition }) => leaveType(typeCondition),
    },
    FragmentDefinition: {
      enter: ({ typeCondition }) => enterType(typeCondition),
      leave: ({ typeCondition }) => leaveType(typeCondition),
    },
    EnumValue(node) {
      if (within > 0 || !isMarked(context.getEnumValue())) return;
      const type = getNamedType(context.getInputType());
      report(`The value ${node.value} of ${type?.name}`, node);
    },
  };
}

function isMarked(defined: Defined | null | undefined): boolean {
  return defined?.astNode?.directives?.some(({ name }) => name.value === DIRECTIVE) ?? false;
}
