/*
 * How late a client itself was: from when it could have sent a request until it did. Kept by
 * logarithmic bins of 3 %, so that a tail can be held against that of the latencies.
 */
#ifndef TARE_LATENESS_H
#define TARE_LATENESS_H

#include <stdint.h>
#include <string.h>

#define LATENESS_STEPS 32
#define LATENESS_BINS (64 * LATENESS_STEPS)

struct lateness {
    int64_t count;
    int64_t bins[LATENESS_BINS];
};

static inline void lateness_reset(struct lateness *late) {
    memset(late, 0, sizeof *late);
}

static inline void lateness_add(struct lateness *late, int64_t ns) {
    uint64_t v = ns < 1 ? 1 : (uint64_t)ns;
    int octave = 63 - __builtin_clzll(v);
    int bin = octave < 5 ? (int)v
                         : (octave - 4) * LATENESS_STEPS + (int)(v >> (octave - 5)) - LATENESS_STEPS;
    late->bins[bin]++;
    late->count++;
}

/* The upper edge of the bin that a quantile (in thousandths) lies in, ns; 0 where nothing was added. */
static inline int64_t lateness_at(const struct lateness *late, int64_t thousandths) {
    int64_t left = late->count - late->count * thousandths / 1000;
    for (int bin = LATENESS_BINS - 1; bin >= 0 && late->count; bin--) {
        left -= late->bins[bin];
        if (left <= 0 && late->bins[bin]) {
            int octave = bin / LATENESS_STEPS + 4;
            uint64_t step = (uint64_t)(bin % LATENESS_STEPS + LATENESS_STEPS + 1);
            return bin < LATENESS_STEPS ? bin : (int64_t)((step << (octave - 5)) - 1);
        }
    }
    return 0;
}

#endif
