import { andThen, isPromise, type MaybePromise } from '../../kube/maybe-promise.ts';
import type { Clock } from '../../kube/time.ts';
import { limitConcurrency } from '../live/limit-concurrency.ts';
import { type AccessQuestion, questionId } from './access-question.ts';
import { ExpiringCache } from './expiring-cache.ts';
import { ReviewCounts } from './review-counts.ts';
import { type PostReview, reviewAccess, reviewRules, type Verdict } from './reviews.ts';
import { RuleHint } from './rule-hint.ts';

const ALLOWED_MS = 30_000;
const DENIED_MS = 10_000;
/** A hint that is old hides rights that are new, and gives none that are gone. */
const HINT_MS = 300_000;
/** So that what was asked for at the same time is not asked for again at the same time. */
const JITTER = 0.2;
const MOST_VERDICTS = 100_000;
const MOST_HINTS = 10_000;
const PARALLEL = 16;
/** Rules for the whole cluster are in the answer for every namespace. */
const ANY_NAMESPACE = 'default';

/** Asks as the user; `onCall` is told of each call. */
export type ReviewPoster = (onCall: () => void) => PostReview;

/** What was found out about the rights of all users of a cluster. */
export class AccessCaches {
  readonly verdicts: ExpiringCache<Verdict>;
  readonly hints: ExpiringCache<RuleHint>;
  readonly gate = limitConcurrency(PARALLEL);
  readonly counts = new ReviewCounts();
  readonly #random: () => number;

  constructor({ now, random }: { readonly now: Clock; readonly random: () => number }) {
    this.#random = random;
    this.verdicts = new ExpiringCache({ now, most: MOST_VERDICTS });
    this.hints = new ExpiringCache({ now, most: MOST_HINTS });
  }

  /** Never more than `ms`: revoked rights count for no longer than is said. */
  shortly(ms: number): number {
    return ms * (1 - JITTER * this.#random());
  }
}

/** The rights of one user: decided by the API server, one question at a time, and kept for a while. */
export class Access {
  /** Equal for equal users and for nobody else. */
  readonly principal: string;
  readonly #poster: ReviewPoster;
  readonly #caches: AccessCaches;

  constructor(principal: string, poster: ReviewPoster, caches: AccessCaches) {
    this.principal = principal;
    this.#poster = poster;
    this.#caches = caches;
  }

  /** The answer as far as it is known without asking anybody. */
  known(question: AccessQuestion): Verdict | undefined {
    const verdict = this.#caches.verdicts.get(this.#id(questionId(question)));
    if (verdict !== undefined) return verdict;
    const hint = this.#caches.hints.get(this.#id(namespaceOf(question)));
    return hint?.leavesOpen(question) === false ? 'denied' : undefined;
  }

  /** `onCall` is told of each call that this question causes. */
  decide(question: AccessQuestion, onCall: () => void): MaybePromise<Verdict> {
    const known = this.known(question);
    if (known !== undefined) {
      this.#caches.counts.add('access', 'cached');
      return known;
    }
    const post = this.#poster(onCall);
    return andThen(this.#hint(namespaceOf(question), post), (hint) =>
      hint.leavesOpen(question) ? this.#review(question, post) : 'denied',
    );
  }

  #review(question: AccessQuestion, post: PostReview): MaybePromise<Verdict> {
    const { verdicts, gate, counts } = this.#caches;
    return verdicts.load(this.#id(questionId(question)), async () => {
      const value = await gate(() => reviewAccess(post, question));
      counts.add('access', typeof value === 'string' ? 'asked' : 'failed');
      return { value, keepMs: this.#keepMs(value) };
    });
  }

  #keepMs(verdict: Verdict): number {
    if (verdict === 'allowed') return this.#caches.shortly(ALLOWED_MS);
    return verdict === 'denied' ? this.#caches.shortly(DENIED_MS) : 0;
  }

  #hint(namespace: string, post: PostReview): MaybePromise<RuleHint> {
    const { hints, gate, counts } = this.#caches;
    const hint = hints.load(this.#id(namespace), async () => {
      const answer = await gate(() => reviewRules(post, namespace));
      counts.add('rules', answer instanceof RuleHint ? 'asked' : 'failed');
      return answer instanceof RuleHint
        ? { value: answer, keepMs: this.#caches.shortly(HINT_MS) }
        : { value: RuleHint.NONE, keepMs: 0 };
    });
    return isPromise(hint) ? hint.catch(() => RuleHint.NONE) : hint;
  }

  #id(text: string): string {
    return `${this.principal} ${text}`;
  }
}

function namespaceOf({ namespace }: AccessQuestion): string {
  return namespace ?? ANY_NAMESPACE;
}
