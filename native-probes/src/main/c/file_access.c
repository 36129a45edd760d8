/* The timed loops over the data files: one access at a time, or a ring full of them. */
#define _GNU_SOURCE
#include "file_access.h"

#include "file_system.h"
#include "stamp.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define DEEPEST 1024
#define FASTEST 10000000
#define HUGE_PAGE (2u << 20)
#define LARGEST_FILE (INT64_C(1) << 50)
/* A pause between two batches that is longer belongs to the caller, not to the disk. */
#define PAUSE_NS 100000
/* The end of a wait is spun: a sleeping thread wakes too late for a disk's latency. */
#define SPIN_NS 100000

static const char *const engines[] = {"psync", "uring", NULL};

/* Different for each handle of a process, the same in each process. */
static uint64_t next_seed(void) {
    static uint64_t handles;
    return (__atomic_add_fetch(&handles, 1, __ATOMIC_RELAXED) + 1) * UINT64_C(0x9e3779b97f4a7c15);
}

/*
 * On a huge page where there is one: whether the small pages of 1 MiB lie side by side, so that the
 * disk gets one segment and not 256, is chance, and doubles what is measured.
 */
static int64_t allocate(struct file_access *a) {
    a->map_bytes = (size_t)(a->depth * a->bytes) + 2 * HUGE_PAGE;
    void *map = mmap(NULL, a->map_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (map == MAP_FAILED) {
        return -ENOMEM;
    }
    a->map = map;
    a->buffers = (unsigned char *)(((uintptr_t)map + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE);
    madvise(a->buffers, a->map_bytes - HUGE_PAGE, MADV_HUGEPAGE);
    a->slots = calloc((size_t)a->depth, sizeof *a->slots);
    a->free_slots = calloc((size_t)a->depth, sizeof *a->free_slots);
    if (!a->slots || !a->free_slots) {
        return -ENOMEM;
    }
    stamp_fill(a->buffers, a->depth * a->bytes, a->random);
    for (int64_t i = 0; i < a->depth; i++) {
        a->free_slots[i] = i;
    }
    return 0;
}

static int64_t open_engine(struct file_access *a) {
    int64_t rc = probe_choice(a->probe, "engine", engines);
    if (rc < 0) {
        return rc;
    }
    a->uring = rc == 1;
    if (a->uring && a->fsync_every) {
        return probe_fail(a->probe, EINVAL, "engine=uring: what is synced needs engine=psync");
    }
    rc = probe_i64(a->probe, "depth", 1, 1, DEEPEST, &a->depth);
    if (rc == 0 && !a->uring && a->depth > 1) {
        return probe_fail(a->probe, EINVAL, "depth=%lld: psync has one access in flight per "
                          "thread: use engine=uring, or more threads", (long long)a->depth);
    }
    return rc == 0 && a->uring ? uring_open(a->probe, &a->ring, a->depth) : rc;
}

/* Opens all files of a set, or leaves those open that could be. */
static int64_t open_parts(struct file_access *a, const char *folder, int64_t size) {
    int64_t each = size / a->files;
    if (size % STAMPED_CHUNK != 0 || each == 0 || each % STAMPED_CHUNK != 0) {
        return a->files == 1
                   ? probe_fail(a->probe, EINVAL, "size=%lld: must be whole MiB", (long long)size)
                   : probe_fail(a->probe, EINVAL, "size=%lld: must be whole MiB for each of %lld "
                                "files: a multiple of %lldm", (long long)size,
                                (long long)a->files, (long long)a->files);
    }
    a->each = each / a->bytes;
    a->count = a->files * a->each;
    a->parts = calloc((size_t)a->files, sizeof *a->parts);
    int64_t rc = a->parts ? 0 : -ENOMEM;
    while (rc == 0 && a->opened < a->files) {
        struct file_part *part = &a->parts[a->opened];
        rc = stamped_file_open(a->probe, folder, each, a->opened, (int)a->direct, &part->file,
                               &part->fd);
        a->opened += rc == 0;
    }
    return rc;
}

int64_t file_access_open(struct probe *p, const char *key, const char *const *names,
                         const struct access_shape *shapes, int64_t bytes, int64_t files) {
    char folder[4096];
    int64_t size, rate, rc;
    struct file_access *a = calloc(1, sizeof *a);
    if (!a) {
        return -ENOMEM;
    }
    p->state = a;
    a->probe = p;
    a->bytes = bytes;
    a->files = files;
    if ((rc = probe_choice(p, key, names)) < 0) {
        return rc;
    }
    a->next = shapes[rc].next;
    a->fsync_every = shapes[rc].fsync_every;
    if ((rc = probe_text(p, "folder", ".", folder, sizeof folder)) < 0 ||
        (rc = probe_i64(p, "size", INT64_C(1) << 30, STAMPED_CHUNK, LARGEST_FILE, &size)) < 0 ||
        (rc = probe_i64(p, "direct", 1, 0, 1, &a->direct)) < 0 ||
        (rc = probe_i64(p, "rate", 0, 0, FASTEST, &rate)) < 0 || (rc = open_engine(a)) < 0) {
        return rc;
    }
    a->random = next_seed();
    a->interval_ns = rate ? 1000000000 / rate : 0;
    if ((rc = allocate(a)) < 0) {
        return rc;
    }
    return open_parts(a, folder, size);
}

/* The usual set of one file costs no division. */
static const struct file_part *part_of(const struct file_access *a, struct access x) {
    return a->files == 1 ? a->parts : &a->parts[x.index / a->each];
}

static int64_t offset_of(const struct file_access *a, struct access x) {
    return (a->files == 1 ? x.index : x.index % a->each) * a->bytes;
}

/* Leaves the reason of an access that failed: result is -errno or a number of bytes. */
static int64_t failed(struct file_access *a, struct access x, int64_t result) {
    int err = result < 0 ? (int)-result : EIO;
    return probe_fail(a->probe, err, "%s: %s at byte %lld: %s",
                      stamped_file_path(part_of(a, x)->file), x.write ? "write" : "read",
                      (long long)offset_of(a, x), result < 0 ? strerror(err) : "cut short");
}

/* Checks what an access gave; a file with a wrong stamp is removed, for the next opener to build anew. */
static int64_t checked(struct file_access *a, struct access x, const unsigned char *buffer,
                       int64_t result) {
    if (result != a->bytes) {
        return failed(a, x, result);
    }
    int64_t wrong = x.write ? -1
                            : stamp_mismatch(buffer, a->bytes, x.index * (a->bytes / STAMPED_BLOCK));
    if (wrong < 0) {
        return 0;
    }
    struct stamped_file *file = part_of(a, x)->file;
    stamped_file_discard(file);
    return probe_fail(a->probe, EIO, "%s: block %lld does not carry its stamp: the file is damaged "
                      "and was removed; run again", stamped_file_path(file), (long long)wrong);
}

static struct access choose(struct file_access *a, unsigned char *buffer) {
    struct access x = a->next(a);
    a->chosen++;
    if (x.write) {
        stamp_blocks(buffer, a->bytes, x.index * (a->bytes / STAMPED_BLOCK));
    }
    return x;
}

/* Sleeps, then spins, until the time has come. */
static void wait_until(int64_t due) {
    int64_t wake = due - SPIN_NS;
    if (probe_now_ns() < wake) {
        struct timespec t = {.tv_sec = wake / 1000000000, .tv_nsec = wake % 1000000000};
        while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) == EINTR) {
        }
    }
    while (probe_now_ns() < due) {
    }
}

/* When the next access starts: now, or in the open loop when it is due. */
static int64_t start_of_next(struct file_access *a) {
    if (!a->interval_ns) {
        return probe_now_ns();
    }
    int64_t due = a->due_ns;
    a->due_ns += a->interval_ns;
    return due;
}

/* Counts an access; every so many, all files are fsynced where there was a write. */
static int64_t synchronize(struct file_access *a, struct access x) {
    a->written |= x.write;
    if (++a->since_fsync < a->fsync_every) {
        return 0;
    }
    a->since_fsync = 0;
    for (int64_t i = 0; a->written && i < a->files; i++) {
        a->fsyncs++;
        if (fsync(a->parts[i].fd) < 0) {
            int err = errno;
            return probe_fail(a->probe, err, "%s: fsync: %s", stamped_file_path(a->parts[i].file),
                              strerror(err));
        }
    }
    a->written = 0;
    return 0;
}

static int64_t psync_batch(struct file_access *a, int64_t ops, int64_t *ns) {
    int64_t rc = 0;
    for (int64_t i = 0; i < ops && rc == 0; i++) {
        struct access x = choose(a, a->buffers);
        int64_t start = start_of_next(a);
        if (a->interval_ns) {
            wait_until(start);
        }
        int fd = part_of(a, x)->fd;
        off_t offset = offset_of(a, x);
        ssize_t n = x.write ? pwrite(fd, a->buffers, (size_t)a->bytes, offset)
                            : pread(fd, a->buffers, (size_t)a->bytes, offset);
        if (ns) {
            ns[i] = probe_now_ns() - start;
        }
        rc = checked(a, x, a->buffers, n < 0 ? -errno : n);
        rc = rc == 0 && a->fsync_every ? synchronize(a, x) : rc;
    }
    return rc;
}

/* Submits the next access into a free slot; wait: until at least one has completed. */
static int64_t submit(struct file_access *a, int wait) {
    int64_t slot = a->free_slots[a->flying];
    unsigned char *buffer = a->buffers + slot * a->bytes;
    struct access x = choose(a, buffer);
    a->slots[slot] = (struct in_flight){.access = x, .start_ns = start_of_next(a)};
    int64_t rc = uring_submit(&a->ring, x.write, part_of(a, x)->fd, buffer, (unsigned)a->bytes,
                              offset_of(a, x), (uint64_t)slot, wait);
    a->flying += rc == 0;
    return rc < 0 ? failed(a, x, rc) : 0;
}

static int64_t enter(struct file_access *a, int wait) {
    int64_t rc = uring_enter(&a->ring, wait);
    return rc < 0 ? probe_fail(a->probe, (int)-rc, "io_uring_enter: %s", strerror((int)-rc)) : 0;
}

/* Fills the ring; in the open loop only with what is due. Then waits for a completion. */
static int64_t fly(struct file_access *a) {
    int64_t rc = 0;
    while (rc == 0 && a->flying < a->depth) {
        if (!a->interval_ns) {
            rc = submit(a, a->flying == a->depth - 1);
        } else if (probe_now_ns() >= a->due_ns) {
            rc = submit(a, 0);
        } else if (a->flying > 0) {
            /* Polled: a thread that slept for a completion would be late for the next submission. */
            return enter(a, 0);
        } else {
            wait_until(a->due_ns);
        }
    }
    return rc == 0 && !uring_peek(&a->ring) ? enter(a, 1) : rc;
}

/* Takes up to ops completions that have arrived. Returns how many, or -errno. */
static int64_t land(struct file_access *a, int64_t ops, int64_t *ns) {
    const struct io_uring_cqe *cqe = uring_peek(&a->ring);
    int64_t landed = 0;
    int64_t now = cqe ? probe_now_ns() : 0;
    for (; landed < ops && cqe; cqe = uring_peek(&a->ring)) {
        int64_t slot = (int64_t)cqe->user_data;
        int64_t result = cqe->res;
        uring_taken(&a->ring);
        a->free_slots[--a->flying] = slot;
        if (ns) {
            ns[landed] = now - a->slots[slot].start_ns;
        }
        int64_t rc = checked(a, a->slots[slot].access, a->buffers + slot * a->bytes, result);
        if (rc < 0) {
            return rc;
        }
        landed++;
    }
    return landed;
}

static int64_t uring_batch(struct file_access *a, int64_t ops, int64_t *ns) {
    int64_t rc = 0;
    for (int64_t done = 0; done < ops && rc >= 0; done += rc) {
        rc = fly(a);
        rc = rc < 0 ? rc : land(a, ops - done, ns ? ns + done : NULL);
    }
    return rc < 0 ? rc : 0;
}

/* Waits for all that is in flight and forgets it. */
static void let_all_land(struct file_access *a) {
    while (a->flying > 0 && uring_enter(&a->ring, 1) == 0) {
        while (uring_peek(&a->ring)) {
            a->free_slots[--a->flying] = (int64_t)uring_peek(&a->ring)->user_data;
            uring_taken(&a->ring);
        }
    }
}

/* After a pause of the caller: what came back in it tells nothing, what fell due in it is put off. */
static void resume(struct file_access *a) {
    int64_t pause = probe_now_ns() - a->left_ns;
    if (pause > PAUSE_NS) {
        let_all_land(a);
        a->due_ns = a->left_ns ? a->due_ns + pause : probe_now_ns();
    }
}

int64_t file_access_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct file_access *a = p->state;
    int64_t fsyncs = a->fsyncs;
    resume(a);
    int64_t rc = a->uring ? uring_batch(a, ops, ns) : psync_batch(a, ops, ns);
    a->left_ns = probe_now_ns();
    return rc < 0 ? rc : a->fsyncs - fsyncs;
}

/* How many pages of all files are in the page cache, or -errno. */
static int64_t cached_pages(const struct file_access *a) {
    int64_t all = 0;
    for (int64_t i = 0; i < a->opened; i++) {
        int64_t pages = file_cached_pages(a->parts[i].fd, a->each * a->bytes);
        if (pages < 0) {
            return pages;
        }
        all += pages;
    }
    return all;
}

int64_t file_access_counter(struct probe *p, const char *name) {
    struct file_access *a = p->state;
    if (strcmp(name, "cachedPages") == 0) {
        return cached_pages(a);
    }
    return strcmp(name, "pages") == 0 ? a->count * a->bytes / sysconf(_SC_PAGESIZE) : -ENOENT;
}

void file_access_close(struct probe *p) {
    struct file_access *a = p->state;
    if (!a) {
        return;
    }
    if (a->uring) {
        let_all_land(a);
        uring_close(&a->ring);
    }
    if (a->map) {
        munmap(a->map, a->map_bytes);
    }
    free(a->slots);
    free(a->free_slots);
    for (int64_t i = 0; i < a->opened; i++) {
        stamped_file_close(a->parts[i].file, a->parts[i].fd);
    }
    free(a->parts);
    free(a);
}
