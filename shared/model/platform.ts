/** What an image runs on (OCI image-spec, image-index.md, platform). Empty strings stand for what is not said. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant: string;
  readonly osVersion: string;
}

/** `linux/arm64/v8`, as `--platform` takes it; `unknown` where nothing is said. */
export function platformText(platform: Platform): string {
  const parts = [platform.os, platform.architecture, platform.variant].filter(
    (part) => part !== '',
  );
  return parts.length === 0 ? 'unknown' : parts.join('/');
}
