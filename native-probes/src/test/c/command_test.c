#include "check.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char text[256];

/* Opens the probe with words that are ended by 0 each; the settings are one text. */
static int64_t command(int count, const char *words, const char *setting, int limit_ms) {
    char config[256];
    snprintf(config, sizeof config, "words=%lld\ncount=%d\nvariables=%lld\nsettings=%d\nlimitMs=%d\n",
             (long long)(intptr_t)words, count, (long long)(intptr_t)setting, setting ? 1 : 0, limit_ms);
    return opened("command", config);
}

static const char *printed(int64_t handle) {
    memset(text, 0, sizeof text);
    CHECK(pread((int)tare_probe_counter(handle, "output"), text, sizeof text - 1, 0) >= 0);
    return text;
}

static void tells_what_it_took(void) {
    int64_t ns[2] = {0};
    int64_t handle = command(3, "/bin/sh\0-c\0echo \"$seen\n\"; sleep 0.05; exit 3", "seen=well", 10000);
    CHECK_EQ(batch(handle, 2, ns), 0);
    CHECK(ns[0] > 50000000 && ns[1] > 50000000);
    CHECK_EQ(tare_probe_counter(handle, "wallNs"), ns[1]);
    CHECK_EQ(tare_probe_counter(handle, "exit"), 3);
    CHECK_EQ(tare_probe_counter(handle, "errno"), 0);
    CHECK(tare_probe_counter(handle, "peakKb") > 0);
    CHECK(tare_probe_counter(handle, "userUs") + tare_probe_counter(handle, "systemUs") > 0);
    CHECK_EQ(strcmp(printed(handle), "well\n\n"), 0);
    tare_probe_close(handle);
}

static void counts_what_ended_well(void) {
    int64_t handle = command(1, "/bin/true", NULL, 10000);
    CHECK_EQ(batch(handle, 3, NULL), 3);
    tare_probe_close(handle);
    handle = command(1, "/no/such/program", NULL, 10000);
    CHECK_EQ(batch(handle, 1, NULL), 0);
    CHECK_EQ(tare_probe_counter(handle, "errno"), ENOENT);
    tare_probe_close(handle);
}

/* The number that the command printed; it is of a process, which must be gone. */
static void is_gone(pid_t pid) {
    CHECK(pid > 0);
    for (int i = 0; i < 1000 && kill(pid, 0) == 0; i++) {
        usleep(10000);
    }
    CHECK_EQ(kill(pid, 0), -1);
}

static void ends_what_takes_too_long_with_all_it_started(void) {
    int64_t handle = command(3, "/bin/sh\0-c\0sleep 1000 & echo $!; wait", NULL, 200);
    CHECK_EQ(batch(handle, 1, NULL), 0);
    CHECK_EQ(tare_probe_counter(handle, "errno"), ETIMEDOUT);
    is_gone(atoi(printed(handle)));
    tare_probe_close(handle);
}

static void keeps_the_beginning_of_a_long_output(void) {
    int64_t handle = command(3, "/bin/sh\0-c\0yes begun | head -c 40000000; sleep 0.2", NULL, 10000);
    CHECK_EQ(batch(handle, 1, NULL), 1);
    CHECK(lseek((int)tare_probe_counter(handle, "output"), 0, SEEK_END) <= 16 << 20);
    CHECK_EQ(strncmp(printed(handle), "begun\n", 6), 0);
    tare_probe_close(handle);
}

static void run_until_killed(int to) {
    int64_t handle = command(3, "/bin/sh\0-c\0sleep 1000 & echo $!; wait", NULL, 60000);
    int file = (int)tare_probe_counter(handle, "output");
    CHECK_EQ(write(to, &file, sizeof file), sizeof file);
    batch(handle, 1, NULL);
}

/* A fork that is killed takes the command's whole group with it. */
static void goes_with_a_killed_parent(void) {
    int pipes[2], file;
    char path[64];
    CHECK_EQ(pipe(pipes), 0);
    pid_t parent = fork();
    if (parent == 0) {
        run_until_killed(pipes[1]);
    }
    CHECK_EQ(read(pipes[0], &file, sizeof file), sizeof file);
    snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)parent, file);
    memset(text, 0, sizeof text);
    for (int i = 0; i < 1000 && !strchr(text, '\n'); i++) {
        FILE *said = fopen(path, "r");
        CHECK(said);
        usleep(10000);
        if (!fgets(text, sizeof text, said)) {
            text[0] = 0;
        }
        fclose(said);
    }
    kill(parent, SIGKILL);
    waitpid(parent, NULL, 0);
    is_gone(atoi(text));
}

int main(void) {
    int64_t handle = tare_probe_new("spawn", "");
    int64_t rc = tare_probe_open(handle);
    if (rc == -ENOEXEC || rc == -EACCES || rc == -EPERM) {
        SKIP("%s", tare_probe_reason(handle));
    }
    tare_probe_close(handle);
    tells_what_it_took();
    counts_what_ended_well();
    ends_what_takes_too_long_with_all_it_started();
    keeps_the_beginning_of_a_long_output();
    goes_with_a_killed_parent();
    CHECK_EQ(refused("command", ""), -EINVAL);
    return 0;
}
