import { libraryGrant } from '../../../shared/model/library.ts';
import type { ImageStack } from '../../../shared/model/image-stack.ts';
import type { BaseHint } from '../../../shared/model/base-hint.ts';
import type { LineageState } from '../../../shared/model/lineage.ts';
import type { UsageState } from '../../../shared/model/usage.ts';
import { gatherStacks } from '../image/stack-set.ts';
import type { StackSet } from '../image/stack-set.ts';
import { familyTree } from '../lineage/family-tree.ts';
import { imageStack } from '../lineage/image-stack.ts';
import type { LayerSizes } from '../lineage/image-stack.ts';
import { lineageOf } from '../lineage/lineage.ts';
import { icicleOf } from '../usage/icicle.ts';
import { layerMatrix } from '../usage/layer-matrix.ts';
import { usageOf } from '../usage/usage.ts';
import type { TaskRunner } from '../worker/task-runner.ts';
import { readBaseHints } from './base-hints.ts';
import type { ReadImage } from './image-reading.ts';
import type { OpenedSource } from './session.ts';

/** A source under the name by which its images are placed. */
export interface PlacedSource {
  readonly grant: ImageStack['source'];
  readonly source: OpenedSource;
  /** Sizes of its layers that are known without reading them. */
  readonly records: LayerSizes | null;
}

/** How all images that are open or stored belong together. */
export class Overview {
  readonly #tasks: TaskRunner;
  readonly #sources: () => Promise<readonly PlacedSource[]>;
  /** Reading a file again each time would be slow; a read image never changes. */
  readonly #hints = new WeakMap<ReadImage, Promise<readonly BaseHint[]>>();

  constructor(tasks: TaskRunner, sources: () => Promise<readonly PlacedSource[]>) {
    this.#tasks = tasks;
    this.#sources = sources;
  }

  async lineage(): Promise<LineageState> {
    const lineage = lineageOf(await this.#stacks());
    return { lineage, family: familyTree(lineage) };
  }

  async usage(): Promise<UsageState> {
    const stacks = await this.#stacks();
    const lineage = lineageOf(stacks);
    const usage = usageOf(stacks);
    return {
      usage,
      lineage,
      icicles: { stored: icicleOf(lineage, 'stored'), unpacked: icicleOf(lineage, 'unpacked') },
      matrix: layerMatrix(usage, lineage),
    };
  }

  async #stacks(): Promise<StackSet> {
    const sources = await this.#sources();
    const stacks = await Promise.all(sources.map((each) => this.#stacksOf(each)));
    return gatherStacks(stacks.flat());
  }

  async #stacksOf({ grant, source, records }: PlacedSource): Promise<readonly ImageStack[]> {
    const read = await source.readSoFar();
    const { contents, images } = source.archive;
    return Promise.all(
      contents.images.map(async (image) => {
        const known = read.get(image.key) ?? null;
        return imageStack(grant === libraryGrant ? 'store' : grant, image, {
          facts: known?.facts ?? null,
          records,
          documents: images.get(image.key)?.documents ?? null,
          annotations: images.get(image.key)?.annotations,
          hints: known === null ? [] : await this.#hintsOf(known),
        });
      }),
    );
  }

  #hintsOf(image: ReadImage): Promise<readonly BaseHint[]> {
    const known = this.#hints.get(image);
    if (known !== undefined) return known;
    const made = readBaseHints(image, this.#tasks);
    this.#hints.set(image, made);
    return made;
  }
}
