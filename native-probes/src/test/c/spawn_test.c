#include "check.h"

#include <elf.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern const char tare_spawner[];

static int64_t ns[5001];

/* Each segment of the program that is executed costs every exec its time. */
static void has_one_segment(void) {
    Elf64_Ehdr head;
    int loaded = 0;
    memcpy(&head, tare_spawner, sizeof head);
    for (int i = 0; i < head.e_phnum; i++) {
        Elf64_Phdr segment;
        memcpy(&segment, tare_spawner + head.e_phoff + (size_t)i * sizeof segment, sizeof segment);
        loaded += segment.p_type == PT_LOAD;
    }
    CHECK_EQ(loaded, 1);
}

static void spawns(const char *config) {
    int64_t handle = opened("spawn", config);
    pid_t pid = (pid_t)tare_probe_counter(handle, "pid");
    CHECK(pid > 0 && pid != getpid());
    CHECK_EQ(batch(handle, 20, ns), 20);
    for (int i = 0; i < 20; i++) {
        CHECK(ns[i] > 1000);
    }
    CHECK_EQ(ns[20], 0);
    CHECK_EQ(batch(handle, 3, NULL), 3);
    tare_probe_close(handle);
    CHECK_EQ(kill(pid, 0), -1);
    memset(ns, 0, sizeof ns);
}

/* More operations than the shared memory holds durations for. */
static void spawns_many(void) {
    int64_t handle = opened("spawn", "how=vfork\n");
    CHECK_EQ(batch(handle, 4100, ns), 4100);
    CHECK(ns[4095] > 0 && ns[4096] > 0 && ns[4099] > 0);
    CHECK_EQ(ns[4100], 0);
    tare_probe_close(handle);
}

static void says_that_it_was_killed(void) {
    int64_t handle = opened("spawn", "");
    kill((pid_t)tare_probe_counter(handle, "pid"), SIGKILL);
    CHECK_EQ(batch(handle, 1, NULL), -ESRCH);
    CHECK(strstr(tare_probe_reason(handle), "is gone"));
    tare_probe_close(handle);
}

/* A zombie that nobody has waited for yet does not run. */
static int runs(pid_t pid) {
    char path[64], line[256] = "";
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *stat = fopen(path, "r");
    if (!stat) {
        return 0;
    }
    int runs = fgets(line, sizeof line, stat) && !strstr(line, ") Z ");
    fclose(stat);
    return runs;
}

/* Opens the probe and spawns until it is killed; pids[1] keeps the socket open all the while. */
static void spawn_until_killed(int to) {
    pid_t pids[2];
    int64_t handle = opened("spawn", "");
    pids[0] = (pid_t)tare_probe_counter(handle, "pid");
    pids[1] = fork();
    if (pids[1] == 0) {
        for (;;) {
            pause();
        }
    }
    CHECK_EQ(write(to, pids, sizeof pids), sizeof pids);
    for (;;) {
        batch(handle, 1000, NULL);
    }
}

/* The spawner goes with the process that opened the probe, even where its socket does not end. */
static void goes_with_a_killed_parent(void) {
    int pipes[2];
    pid_t pids[2];
    CHECK_EQ(pipe(pipes), 0);
    pid_t parent = fork();
    if (parent == 0) {
        spawn_until_killed(pipes[1]);
    }
    CHECK_EQ(read(pipes[0], pids, sizeof pids), sizeof pids);
    CHECK(runs(pids[0]));
    kill(parent, SIGKILL);
    waitpid(parent, NULL, 0);
    for (int i = 0; i < 1000 && runs(pids[0]); i++) {
        usleep(10000);
    }
    kill(pids[1], SIGKILL);
    CHECK(!runs(pids[0]));
}

int main(void) {
    has_one_segment();
    int64_t handle = tare_probe_new("spawn", "");
    int64_t rc = tare_probe_open(handle);
    if (rc == -ENOEXEC || rc == -EACCES || rc == -EPERM) {
        SKIP("%s", tare_probe_reason(handle));
    }
    tare_probe_close(handle);
    spawns("");
    spawns("how=fork\n");
    spawns("how=vfork\n");
    spawns_many();
    says_that_it_was_killed();
    goes_with_a_killed_parent();
    CHECK_EQ(refused("spawn", "how=often\n"), -EINVAL);
    return 0;
}
