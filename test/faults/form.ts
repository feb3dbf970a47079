/** Whether the faults are tried in their long form: `npm run faults`. */
export const isLong = process.env['LAYERSCOPE_FAULTS'] === 'long';

/** Where random trials begin; another seed makes others. */
export const seed = Number(process.env['LAYERSCOPE_FAULTS_SEED'] ?? 1);
