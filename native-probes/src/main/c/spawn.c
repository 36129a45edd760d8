/*
 * fork + exit + wait, or vfork + exec + wait of a program that does nothing, done by a small static
 * process: forked from the JVM, the JVM's page tables would be what is measured.
 */
#define _GNU_SOURCE
#include "probe.h"
#include "small_process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define SHARED_BYTES (SPAWNER_MOST_OPS * sizeof(int64_t))

struct spawn {
    int how;
    struct small_process spawner;
    /* What both share, and its file; -1 and NULL where there is none. */
    int memory;
    int64_t *ns;
};

static int64_t make_memory(struct probe *p, struct spawn *s) {
    s->memory = memfd_create("tare-durations", MFD_CLOEXEC);
    if (s->memory < 0 || ftruncate(s->memory, SHARED_BYTES) < 0) {
        int err = errno;
        return probe_fail(p, err, "no memory file: %s; raise the limit of open files", strerror(err));
    }
    s->ns = mmap(NULL, SHARED_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, s->memory, 0);
    if (s->ns == MAP_FAILED) {
        s->ns = NULL;
        return probe_fail(p, ENOMEM, "no memory to share with the spawner");
    }
    return 0;
}

/* Reads the answer to the last order, or to the start. 0, or the spawner's -errno. */
static int64_t answer(struct probe *p, const struct spawn *s) {
    struct spawner_answer said;
    int64_t rc = small_process_answer(p, &s->spawner, &said, sizeof said);
    if (rc == 0 && said.result < 0) {
        return probe_fail(p, -said.result, "%s: %s; is there a pids limit?",
                          s->how == SPAWNER_FORK ? "fork" : "vfork and exec", strerror(-said.result));
    }
    return rc;
}

static int64_t start(struct probe *p, struct spawn *s) {
    char numbers[3][NUMBER_SIZE];
    char *const arguments[] = {"tare-spawner", numbers[0], numbers[1], numbers[2], NULL};
    char *const environment[] = {NULL};
    const struct small_start how = {arguments, environment, s->memory, -1};
    snprintf(numbers[0], NUMBER_SIZE, "%d", s->spawner.theirs);
    snprintf(numbers[1], NUMBER_SIZE, "%d", s->memory);
    snprintf(numbers[2], NUMBER_SIZE, "%d", s->spawner.program);
    return small_process_start(p, &s->spawner, &how);
}

static int64_t spawn_open(struct probe *p) {
    static const char *const hows[] = {"fork", "vfork", NULL};
    struct spawn *s = calloc(1, sizeof *s);
    int64_t how, rc;
    if (!s) {
        return -ENOMEM;
    }
    p->state = s;
    s->memory = -1;
    small_process_init(&s->spawner);
    if ((rc = how = probe_choice(p, "how", hows)) < 0 ||
        (rc = small_process_make(p, &s->spawner)) < 0 || (rc = make_memory(p, s)) < 0) {
        return rc;
    }
    s->how = how == 0 ? SPAWNER_FORK : SPAWNER_VFORK;
    rc = start(p, s);
    return rc < 0 ? rc : answer(p, s);
}

static int64_t chunk(struct probe *p, const struct spawn *s, int32_t ops, int64_t *ns) {
    struct spawner_order order = {.how = s->how, .ops = ops, .timed = ns != NULL};
    small_process_order(&s->spawner, &order, sizeof order);
    int64_t rc = answer(p, s);
    if (rc == 0 && ns) {
        memcpy(ns, s->ns, (size_t)ops * sizeof *ns);
    }
    return rc;
}

/* Returns how many processes came and went with status 0: ops. */
static int64_t spawn_batch(struct probe *p, int64_t ops, int64_t *ns) {
    const struct spawn *s = p->state;
    int64_t rc = 0;
    for (int64_t done = 0; done < ops && rc == 0; done += SPAWNER_MOST_OPS) {
        int64_t left = ops - done;
        int32_t now = left < SPAWNER_MOST_OPS ? (int32_t)left : SPAWNER_MOST_OPS;
        rc = chunk(p, s, now, ns ? ns + done : NULL);
    }
    return rc < 0 ? rc : ops;
}

static int64_t spawn_counter(struct probe *p, const char *name) {
    const struct spawn *s = p->state;
    return strcmp(name, "pid") == 0 ? s->spawner.pid : -ENOENT;
}

static void spawn_close(struct probe *p) {
    struct spawn *s = p->state;
    if (!s) {
        return;
    }
    small_process_close(&s->spawner);
    if (s->memory >= 0) {
        close(s->memory);
    }
    if (s->ns) {
        munmap(s->ns, SHARED_BYTES);
    }
    free(s);
}

static const struct probe_ops spawn = {
    .name = "spawn",
    .open = spawn_open,
    .batch = spawn_batch,
    .counter = spawn_counter,
    .close = spawn_close,
};
PROBE(spawn);
