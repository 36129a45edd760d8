/*
 * The stamp at the start of each block of a data file: 16 bytes, a magic number and the number of
 * the block, by which a read proves that it got what was asked for. No probe of its own.
 */
#ifndef TARE_STAMP_H
#define TARE_STAMP_H

#include <stdint.h>

#define STAMPED_BLOCK 8192

/* Fills a buffer with incompressible bytes. */
void stamp_fill(unsigned char *buffer, int64_t bytes, uint64_t seed);

/* Stamps each block in a buffer; block is the number of the first. */
void stamp_blocks(unsigned char *buffer, int64_t bytes, int64_t block);

/* The number of the first block in the buffer whose stamp is wrong, or -1 where all are right. */
int64_t stamp_mismatch(const unsigned char *buffer, int64_t bytes, int64_t block);

#endif
