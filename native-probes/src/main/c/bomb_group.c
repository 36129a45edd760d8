/* The cgroup that a bomb gets for itself, v1 and v2: made, emptied, removed, swept. */
#define _GNU_SOURCE
#include "bomb.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define GROUP_PREFIX "tare-bomb-"

int64_t bomb_write(const char *path, const char *text) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) {
        return -errno;
    }
    int64_t rc = write(fd, text, strlen(text)) < 0 ? -errno : 0;
    close(fd);
    return rc;
}

/* The start time of a process in clock ticks, which tells it from a later one of the same id; 0: there is none. */
static unsigned long long started(int pid) {
    char path[64], text[1024];
    unsigned long long ticks = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *file = fopen(path, "re");
    if (file) {
        text[fread(text, 1, sizeof text - 1, file)] = 0;
        char *name_end = strrchr(text, ')');
        if (!name_end ||
            sscanf(name_end + 1, " %*c %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s"
                                 " %*s %*s %*s %llu", &ticks) != 1) {
            ticks = 0;
        }
        fclose(file);
    }
    return ticks;
}

static void sweep(const char *parent) {
    DIR *dir = *parent ? opendir(parent) : NULL;
    struct dirent *entry;
    while (dir && (entry = readdir(dir))) {
        int pid;
        unsigned long long start;
        struct bomb_group dead = {.version = 0};
        if (sscanf(entry->d_name, GROUP_PREFIX "%d-%llu", &pid, &start) == 2 &&
            started(pid) != start) {
            snprintf(dead.pids_dir, sizeof dead.pids_dir, "%.250s/%.250s", parent, entry->d_name);
            snprintf(dead.pids_procs, sizeof dead.pids_procs, "%s/cgroup.procs", dead.pids_dir);
            bomb_group_kill(&dead);
            bomb_group_remove(&dead);
        }
    }
    if (dir) {
        closedir(dir);
    }
}

void bomb_group_sweep(struct bomb_group *g) {
    sweep(g->pids_parent);
    sweep(g->memory_parent);
}

/* Whether the limit is in force: written, and read back as at most that. */
static int limit_set(const char *dir, const char *file, int64_t limit) {
    char path[BOMB_DIR_SIZE + 64];
    char text[32];
    snprintf(path, sizeof path, "%s/%s", dir, file);
    snprintf(text, sizeof text, "%lld", (long long)limit);
    return bomb_write(path, text) == 0 && bomb_number_in(dir, file) <= limit;
}

static void make(const char *parent, int number, char *dir, char *procs) {
    dir[0] = 0;
    procs[0] = 0;
    if (!*parent) {
        return;
    }
    char path[BOMB_DIR_SIZE];
    snprintf(path, sizeof path, "%.440s/" GROUP_PREFIX "%d-%llu-%d", parent, getpid(),
             started(getpid()), number);
    if (mkdir(path, 0755) == 0 || errno == EEXIST) {
        strcpy(dir, path);
        snprintf(procs, BOMB_DIR_SIZE + 16, "%s/cgroup.procs", dir);
    }
}

void bomb_group_make(struct bomb_group *g, const struct bomb_limits *limits, int number) {
    make(g->pids_parent, number, g->pids_dir, g->pids_procs);
    make(g->memory_parent, number, g->memory_dir, g->memory_procs);
    g->pids_limited = *g->pids_dir && limit_set(g->pids_dir, "pids.max", limits->processes);
    g->memory_limited = 0;
    if (*g->memory_dir) {
        int64_t bytes = limits->memory_bytes;
        /* Swap would let the bomb past its memory limit; without swap accounting there is no such file. */
        if (limit_set(g->memory_dir, "memory.limit_in_bytes", bytes)) {
            limit_set(g->memory_dir, "memory.memsw.limit_in_bytes", bytes);
            g->memory_limited = 1;
        } else if (limit_set(g->memory_dir, "memory.max", bytes)) {
            limit_set(g->memory_dir, "memory.swap.max", 0);
            g->memory_limited = 1;
        }
    }
    if (!*g->pids_dir && !*g->memory_dir) {
        g->version = 0;
    }
}

/* Kills each process that a cgroup.procs lists. How many there were. */
static int64_t kill_listed(const char *procs) {
    char text[4096];
    int64_t found = 0;
    int pid = 0;
    ssize_t got;
    int fd = *procs ? open(procs, O_RDONLY | O_CLOEXEC) : -1;
    while (fd >= 0 && (got = read(fd, text, sizeof text)) > 0) {
        for (ssize_t i = 0; i < got; i++) {
            if (text[i] >= '0' && text[i] <= '9') {
                pid = pid * 10 + (text[i] - '0');
            } else {
                found += pid > 0 && kill(pid, SIGKILL) == 0;
                pid = 0;
            }
        }
    }
    if (fd >= 0) {
        close(fd);
    }
    return found;
}

int64_t bomb_group_kill(const struct bomb_group *g) {
    int64_t found = 0;
    for (int tries = 0; tries < 1000; tries++) {
        int64_t now = kill_listed(g->pids_procs) + kill_listed(g->memory_procs);
        if (now == 0) {
            return found;
        }
        found += now;
        struct timespec pause = {.tv_nsec = 5000000};
        nanosleep(&pause, NULL);
    }
    return found;
}

/* A cgroup is busy for a moment after its last process has gone. */
static int64_t removed(const char *dir) {
    for (int tries = 0; *dir && rmdir(dir) < 0 && errno != ENOENT; tries++) {
        struct timespec pause = {.tv_nsec = 5000000};
        if (tries == 400) {
            return -errno;
        }
        nanosleep(&pause, NULL);
    }
    return 0;
}

int64_t bomb_group_remove(const struct bomb_group *g) {
    int64_t pids = removed(g->pids_dir);
    int64_t memory = removed(g->memory_dir);
    return pids < 0 ? pids : memory;
}
