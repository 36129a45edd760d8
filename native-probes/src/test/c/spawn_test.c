#include "check.h"

#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int64_t ns[5001];

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

/* A process that opened the probe, is spawning, and is killed: the spawner goes with it. */
static void goes_with_a_killed_parent(void) {
    int pipes[2];
    pid_t spawner, pid;
    CHECK_EQ(pipe(pipes), 0);
    pid = fork();
    if (pid == 0) {
        int64_t handle = opened("spawn", "");
        spawner = (pid_t)tare_probe_counter(handle, "pid");
        CHECK_EQ(write(pipes[1], &spawner, sizeof spawner), sizeof spawner);
        for (;;) {
            batch(handle, 1000, NULL);
        }
    }
    CHECK_EQ(read(pipes[0], &spawner, sizeof spawner), sizeof spawner);
    CHECK_EQ(kill(spawner, 0), 0);
    usleep(20000);
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    /* Another process than ours reaps it, if any does: a zombie has gone, too. */
    for (int i = 0; i < 200; i++) {
        char path[64], line[256] = "";
        snprintf(path, sizeof path, "/proc/%d/stat", spawner);
        FILE *stat = fopen(path, "r");
        if (!stat || !fgets(line, sizeof line, stat) || strstr(line, ") Z ")) {
            return;
        }
        fclose(stat);
        usleep(10000);
    }
    CHECK(!"the spawner goes within two seconds");
}

int main(void) {
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
