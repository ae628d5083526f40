/**
 * Every kind of feature and the one switch that runs their kernels. A kind's place in
 * {@link FEATURES} is its code; a bank stores codes, so a new kind goes to the end.
 */
import { unreachable } from "../assert.ts";
import type { BarClosed } from "../model/input.ts";
import { MICROS, type UnixMicros } from "../model/units.ts";
import { ADX, updateAdx } from "./adx.ts";
import { ATR, updateAtr } from "./atr.ts";
import { BOLLINGER, updateBollinger } from "./bollinger.ts";
import { DONCHIAN, updateDonchian } from "./donchian.ts";
import { EMA } from "./ema.ts";
import type { FeatureDefinition } from "./feature-spec.ts";
import { MACD, updateMacd } from "./macd.ts";
import { MOMENTUM, updateMomentum } from "./momentum.ts";
import { OPENING_RANGE, updateOpeningRange } from "./opening-range.ts";
import { ROLLING_DEVIATION, updateRollingDeviation } from "./rolling-deviation.ts";
import { RSI, updateRsi } from "./rsi.ts";
import { SMA, updateSma } from "./sma.ts";
import { STOCHASTIC, updateStochastic } from "./stochastic.ts";
import { updateVolatility, VOLATILITY } from "./volatility.ts";
import { updateVwap, VWAP } from "./vwap.ts";
import { WMA, updateWma } from "./wma.ts";
import { VWMA, updateVwma } from "./vwma.ts";
import { DEMA, updateDema } from "./dema.ts";
import { TEMA, updateTema } from "./tema.ts";
import { HMA, updateHma } from "./hma.ts";
import { KAMA, updateKama } from "./kama.ts";
import { CCI, updateCci } from "./cci.ts";
import { MFI, updateMfi } from "./mfi.ts";
import { WILLIAMS_R, updateWilliamsR } from "./williams-r.ts";
import { OBV, updateObv } from "./obv.ts";
import { CMF, updateCmf } from "./cmf.ts";
import { STOCHASTIC_RSI, updateStochasticRsi } from "./stochastic-rsi.ts";
import { KELTNER, updateKeltner } from "./keltner.ts";
import { LINEAR_REGRESSION, updateLinearRegression } from "./linear-regression.ts";
import { ULCER_INDEX, updateUlcerIndex } from "./ulcer-index.ts";
import { PARABOLIC_SAR, updateParabolicSar } from "./parabolic-sar.ts";
import { SUPERTREND, updateSupertrend } from "./supertrend.ts";
import { ATR_STOP, updateAtrStop } from "./atr-stop.ts";
import { HEIKIN_ASHI, updateHeikinAshi } from "./heikin-ashi.ts";

/** Every kind of feature; the place is the code that `updateKernels` switches on. */
export const FEATURES: readonly FeatureDefinition[] = [
  EMA,
  SMA,
  RSI,
  ATR,
  ROLLING_DEVIATION,
  OPENING_RANGE,
  MACD,
  BOLLINGER,
  DONCHIAN,
  ADX,
  STOCHASTIC,
  VWAP,
  MOMENTUM,
  VOLATILITY,
  WMA,
  VWMA,
  DEMA,
  TEMA,
  HMA,
  KAMA,
  CCI,
  MFI,
  WILLIAMS_R,
  OBV,
  CMF,
  STOCHASTIC_RSI,
  KELTNER,
  LINEAR_REGRESSION,
  ULCER_INDEX,
  PARABOLIC_SAR,
  SUPERTREND,
  ATR_STOP,
  HEIKIN_ASHI,
];
const SMA_CODE = 1;
const RSI_CODE = 2;
const ATR_CODE = 3;
const ROLLING_DEVIATION_CODE = 4;
const OPENING_RANGE_CODE = 5;
const MACD_CODE = 6;
const BOLLINGER_CODE = 7;
const DONCHIAN_CODE = 8;
const ADX_CODE = 9;
const STOCHASTIC_CODE = 10;
const VWAP_CODE = 11;
const MOMENTUM_CODE = 12;
const VOLATILITY_CODE = 13;
const WMA_CODE = 14;
const VWMA_CODE = 15;
const DEMA_CODE = 16;
const TEMA_CODE = 17;
const HMA_CODE = 18;
const KAMA_CODE = 19;
const CCI_CODE = 20;
const MFI_CODE = 21;
const WILLIAMS_R_CODE = 22;
const OBV_CODE = 23;
const CMF_CODE = 24;
const STOCHASTIC_RSI_CODE = 25;
const KELTNER_CODE = 26;
const LINEAR_REGRESSION_CODE = 27;
const ULCER_INDEX_CODE = 28;
const PARABOLIC_SAR_CODE = 29;
const SUPERTREND_CODE = 30;
const ATR_STOP_CODE = 31;
const HEIKIN_ASHI_CODE = 32;

/** Int32 numbers per kernel: code, first slot, first arena cell, first parameter. */
export const KERNEL_STRIDE = 4;

/** The definition of a kind of feature; null when there is none. */
export function findFeature(kind: string): FeatureDefinition | null {
  return FEATURES.find((feature) => feature.kind === kind) ?? null;
}

/** Takes bar number `bars` (from 1) into all `kernels`; session as in `updateFeatures`. */
export function updateKernels(
  kernels: Int32Array,
  arena: Float64Array,
  values: Float64Array,
  bars: number,
  bar: BarClosed,
  sessionOpen: UnixMicros,
  sessionIndex: number,
): void {
  const high = bar.highMicros / MICROS;
  const low = bar.lowMicros / MICROS;
  const close = bar.closeMicros / MICROS;
  for (let k = 0; k < kernels.length; k += KERNEL_STRIDE) {
    const slot = kernels[k + 1] as number;
    const base = kernels[k + 2] as number;
    const length = kernels[k + 3] as number;
    switch (kernels[k]) {
      case SMA_CODE:
        updateSma(arena, base, values, slot, length, bars, close);
        break;
      case RSI_CODE:
        updateRsi(arena, base, values, slot, length, bars, close);
        break;
      case ATR_CODE:
        updateAtr(arena, base, values, slot, length, bars, high, low, close);
        break;
      case ROLLING_DEVIATION_CODE:
        updateRollingDeviation(arena, base, values, slot, length, bars, close);
        break;
      case OPENING_RANGE_CODE:
        updateOpeningRange(arena, base, values, slot, length, high, low, bar.tsEvent, sessionOpen, sessionIndex);
        break;
      case MACD_CODE:
        updateMacd(arena, base, values, slot, length, bars, close);
        break;
      case BOLLINGER_CODE:
        updateBollinger(arena, base, values, slot, length, bars, close);
        break;
      case DONCHIAN_CODE:
        updateDonchian(arena, base, values, slot, length, bars, high, low);
        break;
      case ADX_CODE:
        updateAdx(arena, base, values, slot, length, bars, high, low, close);
        break;
      case STOCHASTIC_CODE:
        updateStochastic(arena, base, values, slot, length, bars, high, low, close);
        break;
      case VWAP_CODE:
        updateVwap(arena, base, values, slot, length, high, low, close, bar.volume, sessionIndex);
        break;
      case MOMENTUM_CODE:
        updateMomentum(arena, base, values, slot, length, bars, close);
        break;
      case VOLATILITY_CODE:
        updateVolatility(arena, base, values, slot, length, bars, close);
        break;
      case WMA_CODE:
        updateWma(arena, base, values, slot, length, bars, close);
        break;
      case VWMA_CODE:
        updateVwma(arena, base, values, slot, length, bars, close, bar.volume);
        break;
      case DEMA_CODE:
        updateDema(arena, base, values, slot, length, bars, close);
        break;
      case TEMA_CODE:
        updateTema(arena, base, values, slot, length, bars, close);
        break;
      case HMA_CODE:
        updateHma(arena, base, values, slot, length, bars, close);
        break;
      case KAMA_CODE:
        updateKama(arena, base, values, slot, length, bars, close);
        break;
      case CCI_CODE:
        updateCci(arena, base, values, slot, length, bars, high, low, close);
        break;
      case MFI_CODE:
        updateMfi(arena, base, values, slot, length, bars, high, low, close, bar.volume);
        break;
      case WILLIAMS_R_CODE:
        updateWilliamsR(arena, base, values, slot, length, bars, high, low, close);
        break;
      case OBV_CODE:
        updateObv(arena, base, values, slot, bars, close, bar.volume);
        break;
      case CMF_CODE:
        updateCmf(arena, base, values, slot, length, bars, high, low, close, bar.volume);
        break;
      case STOCHASTIC_RSI_CODE:
        updateStochasticRsi(arena, base, values, slot, length, bars, close);
        break;
      case KELTNER_CODE:
        updateKeltner(arena, base, values, slot, length, bars, high, low, close);
        break;
      case LINEAR_REGRESSION_CODE:
        updateLinearRegression(arena, base, values, slot, length, bars, close);
        break;
      case ULCER_INDEX_CODE:
        updateUlcerIndex(arena, base, values, slot, length, bars, close);
        break;
      case PARABOLIC_SAR_CODE:
        updateParabolicSar(arena, base, values, slot, bars, high, low);
        break;
      case SUPERTREND_CODE:
        updateSupertrend(arena, base, values, slot, length, bars, high, low, close);
        break;
      case ATR_STOP_CODE:
        updateAtrStop(arena, base, values, slot, length, bars, high, low, close);
        break;
      case HEIKIN_ASHI_CODE:
        updateHeikinAshi(values, slot, bars, bar.openMicros / MICROS, high, low, close);
        break;
      default:
        unreachable(kernels[k] as never);
    }
  }
}
