/*
 * The bombs stay within their bounds, the outer bounds hold when the inner ones are broken, and
 * nothing is left whoever is killed. Everything here is small: 24 processes, 40 MiB, half a second.
 */
#include "bomb_check.h"

#define BARE "allowBare=1\nms=200\n"
#define BROKEN BARE "broken=inner\n"
#define PROCESSES 24
#define MIB (1LL << 20)

static const char *const bombs[] = {"bomb-fork", "bomb-malloc", "bomb-disk", "bomb-udp"};
static const char *const small[] = {
    BARE "processes=24\n",
    BARE "bytes=8388608\n",
    "allowBare=1\nms=500\nbytes=4096\ndir=.\n",
    BARE "datagrams=100000\n",
};

static int disk_is_ram(void) {
    int64_t handle = tare_probe_new("bomb-disk", small[2]);
    int64_t rc = tare_probe_open(handle);
    tare_probe_close(handle);
    return rc == -EOPNOTSUPP;
}

static void what_is_not_fair_is_refused(void) {
    struct bomb_group g = {.version = 0};
    char why[128];
    if (!bomb_surrounded(&g, why, sizeof why)) {
        for (int i = 0; i < 4; i++) {
            CHECK_EQ(refused(bombs[i], "ms=200\n"), -EPERM);
        }
        CHECK_EQ(refused("bomb-fork", BARE "processes=1001\n"), -EPERM);
        CHECK_EQ(refused("bomb-malloc", BARE "bytes=2147483648\n"), -EPERM);
        CHECK_EQ(refused("bomb-udp", "allowBare=1\nms=31000\n"), -EPERM);
    }
    CHECK_EQ(refused("bomb-fork", BARE "processes=0\n"), -EINVAL);
    CHECK_EQ(refused("bomb-disk", BARE "dir=/proc/no such folder\n"), -ENOENT);
    CHECK_EQ(refused("bomb-udp", BARE "target=localhost\n"), -EINVAL);
    CHECK_EQ(refused("bomb-udp", BARE "target=192.0.2.1\nport=9\n"), -EPERM);
    CHECK_EQ(refused("bomb-udp", BARE "target=192.0.2.1\nport=9\ntargets=192.0.2.10,192.0.2.2\n"),
             -EPERM);
    CHECK_EQ(refused("bomb-udp", BARE "target=192.0.2.1\ntargets=192.0.2.2,192.0.2.1\n"), -EINVAL);
    CHECK_EQ(refused("bomb-udp", BARE "target=224.0.0.1\nport=9\ntargets=224.0.0.1\n"), -EPERM);
    CHECK_EQ(refused("bomb-udp", BARE "target=127.255.255.255\nport=9\n"), -EPERM);
    CHECK_EQ(refused("bomb-udp", BARE "target=ff02::1\nport=9\n"), -EPERM);
}

static void bombs_stay_within_their_bounds(void) {
    const int64_t peaks[] = {PROCESSES, 8 * MIB, 4096, 0};
    for (int i = 0; i < 4; i++) {
        if (i == 2 && disk_is_ram()) {
            continue;
        }
        int64_t handle = opened(bombs[i], small[i]);
        int64_t first = exploded(handle);
        int64_t next = 0;
        /* On a busy disk one synchronous write may outlast a bomb. */
        for (int tries = 0; tries < 5 && next == 0; tries++) {
            next = exploded(handle);
        }
        CHECK(next > 0);
        CHECK_EQ(tare_probe_counter(handle, "done"), first + next);
        CHECK_EQ(tare_probe_counter(handle, "peak"), peaks[i]);
        CHECK_EQ(tare_probe_counter(handle, "killed"), 0);
        CHECK_EQ(tare_probe_counter(handle, "left"), 0);
        CHECK_EQ(tare_probe_counter(handle, "lost"), -ENOENT);
        CHECK(i != 3 || tare_probe_counter(handle, "done") <= 100000 + next);
        tare_probe_close(handle);
        check_gone(getpid());
    }
}

static void fork_is_held_from_outside(int64_t handle) {
    CHECK(tare_probe_counter(handle, "refused") > 0);
    CHECK_EQ(tare_probe_counter(handle, "overran"), 1);
}

static void malloc_is_held_from_outside(int64_t handle) {
    CHECK(tare_probe_counter(handle, "refused") + tare_probe_counter(handle, "killed") > 0);
    CHECK(tare_probe_counter(handle, "peak") > 8 * MIB);
    CHECK(tare_probe_counter(handle, "peak") <= (8 + 16 + 8) * MIB);
    CHECK(tare_probe_counter(handle, "overran") + tare_probe_counter(handle, "killed") > 0);
}

static void disk_is_held_from_outside(int64_t handle) {
    CHECK(tare_probe_counter(handle, "refused") > 0);
    CHECK_EQ(tare_probe_counter(handle, "peak"), 4096);
    CHECK_EQ(tare_probe_counter(handle, "overran"), 1);
}

static void udp_is_held_from_outside(int64_t handle) {
    CHECK(tare_probe_counter(handle, "done") > 4);
    CHECK_EQ(tare_probe_counter(handle, "overran"), 1);
}

static void outer_bounds_hold_where_inner_ones_are_broken(void) {
    int most = most_seen("bomb-fork", BROKEN "processes=24\n", fork_is_held_from_outside);
    CHECK(most > 1);
    /* RLIMIT_NPROC of an ordinary user counts what else runs as that user: it holds roughly. */
    CHECK(most <= PROCESSES + 1 + (geteuid() == 0 ? 0 : 72));
    /* Long enough to reach the limit also where a sanitizer makes each page slow, on a busy machine. */
    most_seen("bomb-malloc", "allowBare=1\nms=1500\nbroken=inner\nbytes=8388608\n", malloc_is_held_from_outside);
    if (!disk_is_ram()) {
        most_seen("bomb-disk", "allowBare=1\nms=1500\nbroken=inner\nbytes=4096\ndir=.\n", disk_is_held_from_outside);
    }
    most_seen("bomb-udp", BROKEN "datagrams=4\n", udp_is_held_from_outside);
}

/* A caller with a fork bomb, and its watchdog's and one bomb process's ids, once they are there. */
static int caller_of_a_bomb(int *watchdog, int *bomb) {
    char name[32];
    int caller = fork();
    if (caller == 0) {
        int64_t handle = opened("bomb-fork", "allowBare=1\nms=20000\nprocesses=24\n");
        _exit(batch(handle, 1, NULL) == -EIO ? 0 : 1);
    }
    for (int i = 0; i < 10000 && bombs_of(caller, 0) == 0; i++) {
        pause_ms(1);
    }
    snprintf(name, sizeof name, "bombdog-%d", caller);
    CHECK_EQ(named(name, watchdog), 1);
    snprintf(name, sizeof name, "bomb-%d", caller);
    CHECK(named(name, bomb) > 0);
    return caller;
}

static void death_of_the_caller_ends_the_bomb(void) {
    for (int i = 0; i < 4; i++) {
        int watchdog, bomb;
        int caller = caller_of_a_bomb(&watchdog, &bomb);
        pause_ms(i * 13);
        kill(caller, SIGKILL);
        waitpid(caller, NULL, 0);
        check_gone(caller);
    }
    /* At any moment, the first included. */
    for (int i = 0; i < 8; i++) {
        int caller = fork();
        if (caller == 0) {
            int64_t handle = opened("bomb-fork", "allowBare=1\nms=20000\nprocesses=24\n");
            _exit(batch(handle, 1, NULL) < 0);
        }
        pause_ms(i);
        kill(caller, SIGKILL);
        waitpid(caller, NULL, 0);
        /* Between the cgroup and the watchdog nobody is there to remove it: the next run does. */
        pause_ms(100);
        tare_probe_close(opened("bomb-udp", BARE));
        check_gone(caller);
    }
}

static void death_of_the_watchdog_ends_the_bomb(void) {
    int watchdog, bomb, status;
    int caller = caller_of_a_bomb(&watchdog, &bomb);
    kill(watchdog, SIGKILL);
    CHECK_EQ(waitpid(caller, &status, 0), caller);
    CHECK_EQ(status, 0);
    check_gone(caller);
}

static void death_of_both_leaves_what_the_next_run_removes(void) {
    int watchdog, bomb;
    int caller = caller_of_a_bomb(&watchdog, &bomb);
    kill(watchdog, SIGSTOP);
    kill(caller, SIGKILL);
    kill(watchdog, SIGKILL);
    waitpid(caller, NULL, 0);
    int64_t until = probe_now_ns() + 5000000000LL;
    while (probe_now_ns() < until && bombs_of(caller, 1) > 0) {
        pause_ms(10);
    }
    CHECK_EQ(bombs_of(caller, 1), 0);
    tare_probe_close(opened("bomb-udp", BARE));
    check_gone(caller);
}

static void no_file_is_left(void) {
    int caller = disk_is_ram() ? 0 : fork();
    if (caller == 0 && !disk_is_ram()) {
        _exit(exploded(opened("bomb-disk", "allowBare=1\nms=20000\nbytes=4096\ndir=.\n")) < 0);
    }
    if (caller > 0) {
        for (int i = 0; i < 10000 && bombs_of(caller, 1) == 0; i++) {
            pause_ms(1);
        }
        CHECK(bombs_of(caller, 1) > 0);
        kill(caller, SIGKILL);
        waitpid(caller, NULL, 0);
        check_gone(caller);
    }
    DIR *dir = opendir(".");
    struct dirent *entry;
    while ((entry = readdir(dir))) {
        CHECK(strncmp(entry->d_name, ".tare-bomb-", 11) != 0);
    }
    closedir(dir);
}

static void descriptors_are_closed(void) {
    int before = entries("/proc/self/fd");
    for (int i = 0; i < 4; i++) {
        int64_t handle = tare_probe_new(bombs[i], small[i]);
        if (tare_probe_open(handle) == 0) {
            exploded(handle);
        }
        tare_probe_close(handle);
    }
    CHECK_EQ(entries("/proc/self/fd"), before);
}

int main(void) {
    what_is_not_fair_is_refused();
    bombs_stay_within_their_bounds();
    outer_bounds_hold_where_inner_ones_are_broken();
    death_of_the_caller_ends_the_bomb();
    death_of_the_watchdog_ends_the_bomb();
    death_of_both_leaves_what_the_next_run_removes();
    no_file_is_left();
    descriptors_are_closed();
    return 0;
}
