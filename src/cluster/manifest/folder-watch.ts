import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { manifestFiles } from './manifest-files.ts';
import type { ManifestProblem } from './manifest-problem.ts';
import { STDIN_PATH } from './read-manifests.ts';

type IsConcern = (event: string, name: string) => boolean;

/** Only manifests matter when something is written to; anything may be the folder that has come, gone or moved. */
const inFolder: IsConcern = (event, name) =>
  !/^\.(?!\.)|~$/.test(name) && (event === 'rename' || /\.(?:yaml|yml|json)$/.test(name));

/**
 * Watches every folder that the paths lead through or to. Never changed: a new one takes its place at each reload,
 * because a watch on a folder that was moved away watches the wrong one.
 */
export class FolderWatch {
  readonly problems: ManifestProblem[] = [];
  readonly #watchers: FSWatcher[] = [];
  readonly #onChange: () => void;

  private constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  static async over(paths: readonly string[], onChange: () => void): Promise<FolderWatch> {
    const watches = new FolderWatch(onChange);
    for (const path of paths) {
      if (path !== STDIN_PATH) await watches.#cover(path);
    }
    return watches;
  }

  close(): void {
    for (const watcher of this.#watchers) watcher.close();
  }

  /** All folders above, so that a path that is replaced on any level is noticed, and all below. */
  async #cover(path: string): Promise<void> {
    for (let child = resolve(path); dirname(child) !== child; child = dirname(child)) {
      // Links to `..data` are how Kubernetes mounts files from a ConfigMap.
      const name = basename(child);
      this.#watch(dirname(child), (_, changed) => changed === name || changed.startsWith('..'), false);
    }
    try {
      await manifestFiles(path, (folder) => this.#watch(folder, inFolder, true));
    } catch {
      // Reading it says why; the folders above tell when it is back.
    }
  }

  #watch(folder: string, isConcern: IsConcern, isNeeded: boolean): void {
    try {
      const watcher = watch(folder, { persistent: false }, (event, name) => {
        if (name === null || isConcern(event, name)) this.#onChange();
      });
      watcher.on('error', this.#onChange);
      this.#watchers.push(watcher);
    } catch {
      const message = 'cannot be watched: edits in this folder need a restart';
      if (isNeeded) this.problems.push({ file: folder, line: 1, column: 1, message, level: 'warning' });
    }
  }
}
