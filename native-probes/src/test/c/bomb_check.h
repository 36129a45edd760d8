/* What the tests of the bombs look at: processes and cgroups that a bomb may have left. */
#ifndef TARE_BOMB_CHECK_H
#define TARE_BOMB_CHECK_H

#include "bomb.h"
#include "check.h"

#include <dirent.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static inline void pause_ms(long ms) {
    struct timespec pause = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    nanosleep(&pause, NULL);
}

/* How many processes have that name, zombies left out; one of them goes to *pid. */
static inline int named(const char *name, int *pid) {
    DIR *dir = opendir("/proc");
    struct dirent *entry;
    int count = 0;
    CHECK(dir != NULL);
    while ((entry = readdir(dir))) {
        char path[300], text[256] = "", wanted[64];
        snprintf(path, sizeof path, "/proc/%.250s/stat", entry->d_name);
        FILE *file = atoi(entry->d_name) > 0 ? fopen(path, "r") : NULL;
        if (!file) {
            continue;
        }
        snprintf(wanted, sizeof wanted, "(%s) ", name);
        const char *found = fgets(text, sizeof text, file) ? strstr(text, wanted) : NULL;
        fclose(file);
        if (found && found[strlen(wanted)] != 'Z') {
            count++;
            if (pid) {
                *pid = atoi(entry->d_name);
            }
        }
    }
    closedir(dir);
    return count;
}

/* Processes of the bombs that a process opened, with their watchdogs or without. */
static inline int bombs_of(int caller, int watchdogs) {
    char bomb[32], watchdog[32];
    snprintf(bomb, sizeof bomb, "bomb-%d", caller);
    snprintf(watchdog, sizeof watchdog, "bombdog-%d", caller);
    return named(bomb, NULL) + (watchdogs ? named(watchdog, NULL) : 0);
}

static inline int groups_in(const char *parent, int caller) {
    char prefix[64];
    DIR *dir = *parent ? opendir(parent) : NULL;
    struct dirent *entry;
    int count = 0;
    snprintf(prefix, sizeof prefix, "tare-bomb-%d-", caller);
    while (dir && (entry = readdir(dir))) {
        count += strncmp(entry->d_name, prefix, strlen(prefix)) == 0;
    }
    if (dir) {
        closedir(dir);
    }
    return count;
}

/* Cgroups that are left of the bombs that a process opened. */
static inline int groups_of(int caller) {
    struct bomb_group g = {.version = 0};
    char why[128];
    bomb_surrounded(&g, why, sizeof why);
    return groups_in(g.pids_parent, caller) + groups_in(g.memory_parent, caller);
}

static inline int entries(const char *path) {
    DIR *dir = opendir(path);
    int count = 0;
    CHECK(dir != NULL);
    while (readdir(dir)) {
        count++;
    }
    closedir(dir);
    return count;
}

/* Waits until nothing is left of that caller's bombs: 5 s at most. */
static inline void check_gone(int caller) {
    int64_t until = probe_now_ns() + 5000000000LL;
    while (probe_now_ns() < until && (bombs_of(caller, 1) > 0 || groups_of(caller) > 0)) {
        pause_ms(10);
    }
    CHECK_EQ(bombs_of(caller, 1), 0);
    CHECK_EQ(groups_of(caller), 0);
}

/* One explosion, which must succeed. What was done. */
static inline int64_t exploded(int64_t handle) {
    int64_t done = batch(handle, 1, NULL);
    if (done < 0) {
        fprintf(stderr, "explosion: %s (%lld)\n", tare_probe_reason(handle), (long long)done);
        exit(1);
    }
    return done;
}

/*
 * Runs a bomb in a process of its own, as a JVM would, and counts the bomb's processes meanwhile.
 * The most that were seen at once.
 */
static inline int most_seen(const char *probe, const char *config, void (*check)(int64_t handle)) {
    int caller = fork();
    if (caller == 0) {
        int64_t handle = opened(probe, config);
        exploded(handle);
        check(handle);
        tare_probe_close(handle);
        _exit(0);
    }
    int most = 0, status = 0;
    while (waitpid(caller, &status, WNOHANG) == 0) {
        int now = bombs_of(caller, 0);
        most = now > most ? now : most;
    }
    CHECK_EQ(status, 0);
    check_gone(caller);
    return most;
}

#endif
