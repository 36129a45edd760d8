/*
 * The loops of stream.c: copy, scale, add and triad with plain and with streaming (non-temporal)
 * stores, for the vector unit that a machine turns out to have. Both kinds differ in the store
 * instruction alone.
 */
#ifndef TARE_STREAM_KERNELS_H
#define TARE_STREAM_KERNELS_H

#include <stddef.h>

/* A loop handles a multiple of so many doubles. */
#define STREAM_STEP 32

typedef void stream_kernel(double *to, const double *x, const double *y, double factor, size_t n);

enum { STREAM_COPY, STREAM_SCALE, STREAM_ADD, STREAM_TRIAD, STREAM_KERNELS };
enum { STREAM_PLAIN, STREAM_STREAMING, STREAM_STORES };

struct stream_kernels {
    stream_kernel *run[STREAM_STORES][STREAM_KERNELS];
};

/* The loops for the widest vector unit of this machine. */
const struct stream_kernels *stream_kernels(void);

/* Waits until streaming stores are in order with what follows: the end of a pass that made them. */
void stream_fence(void);

#endif
