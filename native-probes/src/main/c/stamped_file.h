/*
 * The data file of the disk probes: filled with incompressible blocks of 8 KiB, each with a stamp
 * of 16 bytes (a magic number and the block's own number) at its start. It is prepared once,
 * reused when it is intact, rebuilt when it is not, locked against other processes, and shared by
 * the threads of one process. Several of one size are a set, whose blocks are numbered through. No
 * probe of its own.
 */
#ifndef TARE_STAMPED_FILE_H
#define TARE_STAMPED_FILE_H

#include "probe.h"

/* Sizes are multiples of this; it is what one call writes when the file is filled. */
#define STAMPED_CHUNK 1048576

struct stamped_file;

/*
 * Opens the data file of that size in a folder, preparing it where needed: the first opener in
 * this process locks, checks or fills it. number: of the file in its set, 0 for the first. Where
 * direct is set, direct I/O is proven, of a set by its first file. Leaves a descriptor of the
 * caller's own in fd. 0 or -errno with the reason.
 */
int64_t stamped_file_open(struct probe *p, const char *folder, int64_t bytes, int64_t number,
                          int direct, struct stamped_file **file, int *fd);

/* Closes the descriptor, and gives the lock up with the last one. The file stays. */
void stamped_file_close(struct stamped_file *file, int fd);

/* Removes the file, so that the next opener fills it anew: for one that was found damaged. */
void stamped_file_discard(struct stamped_file *file);

const char *stamped_file_path(const struct stamped_file *file);

#endif
