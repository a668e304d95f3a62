import type { ReviewCount } from '../../kube/cluster-statistics.ts';

type Review = ReviewCount['review'];
type Result = ReviewCount['result'];

/** How often the API server was asked about callers, and how often the answer was known. */
export class ReviewCounts {
  readonly #counts = new Map<Review, Map<Result, number>>();

  add(review: Review, result: Result): void {
    const ofReview = this.#counts.get(review) ?? new Map<Result, number>();
    this.#counts.set(review, ofReview.set(result, (ofReview.get(result) ?? 0) + 1));
  }

  read(): readonly ReviewCount[] {
    return [...this.#counts].flatMap(([review, results]) =>
      Array.from(results, ([result, count]) => ({ review, result, count })),
    );
  }
}
