/**
 * Red, green and blue, from -1 to 1, as linear functions of a normalised latent: bias + Σ latent of
 * a channel · that channel's factors.
 */
export interface PreviewFactors {
  /** Red, green, blue, each in ten-thousandths. */
  readonly bias: readonly [number, number, number]
  /** One per latent channel, in ten-thousandths. */
  readonly channels: readonly (readonly [number, number, number])[]
}

/**
 * The linear fits of latents to pixels that ComfyUI publishes (Comfy-Org/ComfyUI,
 * comfy/latent_formats.py, latent_rgb_factors and latent_rgb_factors_bias), by number of latent
 * channels: 16 of the VAE of Wan 2.1, 48 of that of Wan 2.2 TI2V-5B.
 */
export const PREVIEW_FACTORS: Readonly<Record<number, PreviewFactors>> = {
  16: {
    bias: [-1835, -868, -3360],
    channels: [
      [-1299, -1692, 2932],
      [671, 406, 442],
      [3568, 2548, 1747],
      [372, 2344, 1420],
      [313, 189, -328],
      [296, -956, -665],
      [-3477, -4059, -2925],
      [166, 1902, 1975],
      [-412, 267, -1364],
      [-1293, 740, 1636],
      [680, 3019, 1128],
      [32, 581, 639],
      [-1251, 927, 1699],
      [60, -633, 5],
      [3477, 2275, 2950],
      [1984, 913, 1861],
    ],
  },
  48: {
    bias: [317, -878, -1388],
    channels: [
      [119, 103, 46],
      [-1062, -504, 165],
      [140, 409, 491],
      [-813, -677, 607],
      [656, 851, 808],
      [264, 463, 912],
      [295, 326, 590],
      [-244, -270, 25],
      [443, -102, 288],
      [-465, -90, -205],
      [359, 236, 82],
      [-776, 854, 1048],
      [564, 264, 561],
      [6, 594, 418],
      [-319, -542, -637],
      [-268, 24, 260],
      [539, 265, 358],
      [-359, -312, -287],
      [-285, -1032, -1237],
      [1041, 537, 622],
      [-86, -374, -51],
      [390, 670, 2863],
      [69, 144, 82],
      [6, -167, 79],
      [313, -574, -232],
      [-1454, -902, -481],
      [714, 827, 447],
      [-304, -574, -196],
      [401, 384, 204],
      [-758, -297, -14],
      [568, 1307, 1372],
      [-55, -310, -380],
      [239, -305, 325],
      [-663, -673, -140],
      [-416, -47, -23],
      [166, 112, -93],
      [-211, 11, 331],
      [1833, 1466, 2250],
      [-368, 370, 295],
      [-3441, -3543, -2008],
      [-479, -489, -420],
      [-660, -153, 800],
      [-101, 68, 156],
      [-690, -452, -927],
      [-145, 41, 15],
      [421, 451, 373],
      [504, -483, -356],
      [-837, 168, 55],
    ],
  },
}
