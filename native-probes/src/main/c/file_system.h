/*
 * The file system under an open file: its name for error texts, its free space, and the proof that
 * direct I/O is direct there. No probe of its own.
 */
#ifndef TARE_FILE_SYSTEM_H
#define TARE_FILE_SYSTEM_H

#include "probe.h"

#define FILE_SYSTEM_NAME_SIZE 160

/* Buffers and blocks are aligned to this: a multiple of the logical block size of every disk. */
#define DIRECT_ALIGNMENT 4096

/* "ext4 on /dev/vda": type and source of the mount that fd lies on; the type's number where /proc does not say. */
void file_system_name(int fd, char *out, size_t size);

/* Bytes that an unprivileged user may still fill on the file system of fd, or -errno. */
int64_t file_system_free(int fd);

/* How many pages of the first length bytes of the file are in the page cache, or -errno. */
int64_t file_cached_pages(int fd, int64_t length);

/*
 * Proves that reads of fd, which was opened with O_DIRECT, bypass the page cache: the flag is set,
 * the kernel does not call the file unfit for direct I/O, and blocks that were not cached are not
 * cached after they were read. The file has length bytes, a multiple of DIRECT_ALIGNMENT, and no
 * holes. 0 or -errno with the reason, which names the file system and the remedy.
 */
int64_t direct_prove(struct probe *p, int fd, const char *path, int64_t length);

/* Leaves the reason why direct I/O is refused on the file system of fd; returns -EOPNOTSUPP. */
int64_t direct_refuse(struct probe *p, int fd, const char *path, const char *why);

/*
 * Proves with a small file, removed at once, that a folder's file system does direct I/O: before a
 * large file is written there, perhaps into memory. 0 or -errno with the reason.
 */
int64_t direct_prove_folder(struct probe *p, const char *folder);

#endif
