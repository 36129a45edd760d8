/*
 * A folder that a probe makes for itself in the folder of the data, and removes with all that is in
 * it. What a killed process left is told by its lock, which nobody holds. No probe of its own.
 */
#ifndef TARE_OWN_FOLDER_H
#define TARE_OWN_FOLDER_H

#include "probe.h"

/* Bytes of content that files are filled with. */
#define FILE_CONTENT (INT64_C(1) << 20)

/* All zero before it is made. */
struct own_folder {
    char path[4200];
    /* What is below is reached from here, however long the path is. */
    int fd;
    int lock_fd;
    int made;
};

/* Makes it in the folder that the config names. 0 or -errno with the reason. */
int64_t own_folder_make(struct probe *p, struct own_folder *f);

/* Whether so many more files with so many bytes together fit in, with a reserve. 0 or -errno with the reason. */
int64_t own_folder_room(struct probe *p, const struct own_folder *f, int64_t files, int64_t bytes);

/* Makes a file; content: the FILE_CONTENT bytes that it has again and again. 0 or -errno. */
int64_t own_folder_file(int dir, const char *name, const void *content, int64_t bytes);

/* Leaves the reason of what failed in it. Returns -err. */
int64_t own_folder_failed(struct probe *p, const struct own_folder *f, const char *what,
                          const char *name, int err);

/* Removes it, however far it was made. */
void own_folder_remove(struct own_folder *f);

#endif
