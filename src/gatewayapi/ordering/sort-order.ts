import { badUserInput } from '../../errors.ts';
import { asList, asString, getIn } from '../../kube/json.ts';
import { groupOf, type RawObject } from '../../kube/raw-object.ts';
import { compareBytes } from '../compare-bytes.ts';
import { createdAt } from '../compare-precedence.ts';
import { readHostname } from '../hostname.ts';

/** What objects can be ordered by; values of the order enums are these, with a direction behind. */
const COLUMNS: { readonly [column: string]: (object: RawObject) => string } = {
  KIND: ({ kind }) => kind,
  NAMESPACE: ({ metadata }) => metadata.namespace ?? '',
  NAME: ({ metadata }) => metadata.name,
  // What has no timestamp comes after all that have one.
  CREATION_TIMESTAMP: createdAt,
  HOSTNAME: firstHostname,
};

/** Of a route its own, of a Gateway or ListenerSet that of a listener. */
function firstHostname(object: RawObject): string {
  const own = asList(getIn(object, 'spec', 'hostnames'))[0];
  if (own !== undefined) return readHostname(own);
  const ofListeners = asList(getIn(object, 'spec', 'listeners')).map((listener) =>
    asString(getIn(listener, 'hostname')),
  );
  return readHostname(ofListeners.find((hostname) => hostname !== undefined));
}

interface Term {
  readonly value: (object: RawObject) => string;
  readonly descending: boolean;
}

/** What decides between objects that are equal by all that was asked for; no two objects have all of it in common. */
const LAST_TERMS: readonly Term[] = [
  { value: ({ metadata }) => metadata.namespace ?? '', descending: false },
  { value: ({ metadata }) => metadata.name, descending: false },
  { value: ({ kind }) => kind, descending: false },
  { value: ({ apiVersion }) => groupOf(apiVersion), descending: false },
];

/** A total order of objects. The key of an object says where it stands, also once the object is gone. */
export class SortOrder {
  /** The values of the enum. */
  readonly columns: readonly string[];
  readonly #terms: readonly Term[];

  constructor(columns: readonly string[]) {
    this.columns = columns;
    this.#terms = [...columns.map(readTerm), ...LAST_TERMS];
    const names = columns.map(columnOf);
    const repeated = names.find((name, index) => names.indexOf(name) !== index);
    if (repeated !== undefined) throw badUserInput(`orderBy: ${repeated} is there twice`);
  }

  /** Whether it is the order in which readers list the objects of one kind. */
  get isDefault(): boolean {
    return this.columns.length === 0;
  }

  keyOf(object: RawObject): readonly string[] {
    return this.#terms.map(({ value }) => value(object));
  }

  compareKeys(a: readonly string[], b: readonly string[]): number {
    for (const [index, { descending }] of this.#terms.entries()) {
      const difference = compareBytes(a[index] ?? '', b[index] ?? '');
      if (difference !== 0) return descending ? -difference : difference;
    }
    return 0;
  }

  sort(objects: readonly RawObject[]): readonly RawObject[] {
    if (this.isDefault) return objects;
    return objects
      .map((object) => ({ object, key: this.keyOf(object) }))
      .sort((a, b) => this.compareKeys(a.key, b.key))
      .map(({ object }) => object);
  }
}

function columnOf(value: string): string {
  return value.replace(/_(ASC|DESC)$/, '');
}

function readTerm(value: string): Term {
  const column = columnOf(value);
  const read = Object.hasOwn(COLUMNS, column) ? COLUMNS[column] : undefined;
  if (read === undefined) throw badUserInput(`orderBy: ${value} is not known`);
  return { value: read, descending: value.endsWith('_DESC') };
}
