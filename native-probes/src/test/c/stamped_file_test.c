/* The data file: prepared once, rebuilt where it is damaged, locked, refused where it cannot be. */
#include "data_dir.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

static int64_t word_at(long long offset) {
    int64_t word = 0;
    int fd = open(data_file(MIB), O_RDONLY);
    CHECK(fd >= 0);
    CHECK_EQ(pread(fd, &word, sizeof word, offset), sizeof word);
    close(fd);
    return word;
}

static void damage(long long offset) {
    int fd = open(data_file(MIB), O_WRONLY);
    CHECK_EQ(pwrite(fd, "????????", 8, offset), 8);
    close(fd);
}

static void open_and_close(const char *more) {
    tare_probe_close(opened("random-file", config(more)));
}

static void the_file_is_reused_when_intact(void) {
    open_and_close("direct=0");
    /* Behind the stamp of block 1: a fresh file would have other bytes there. */
    damage(STAMPED_BLOCK + 16);
    open_and_close("direct=0");
    CHECK_EQ(memcmp(&(int64_t){word_at(STAMPED_BLOCK + 16)}, "????????", 8), 0);
}

static void the_file_is_rebuilt_when_damaged(void) {
    int64_t block1 = word_at(STAMPED_BLOCK);
    damage(STAMPED_BLOCK);
    open_and_close("direct=0");
    CHECK_EQ(word_at(STAMPED_BLOCK), block1);
    CHECK(memcmp(&(int64_t){word_at(STAMPED_BLOCK + 16)}, "????????", 8) != 0);
    CHECK_EQ(truncate(data_file(MIB), MIB / 2), 0);
    open_and_close("direct=0");
    CHECK(all_stamped(MIB));
    CHECK_EQ(truncate(data_file(MIB), 2 * MIB), 0);
    open_and_close("direct=0");
    struct stat s;
    CHECK_EQ(stat(data_file(MIB), &s), 0);
    CHECK_EQ(s.st_size, MIB);
}

static void a_bad_stamp_fails_the_read_and_removes_the_file(void) {
    int64_t handle = opened("random-file", config("direct=0"));
    for (int i = 0; i < MIB / STAMPED_BLOCK; i++) {
        damage((long long)i * STAMPED_BLOCK);
    }
    CHECK_EQ(batch(handle, 1, NULL), -EIO);
    CHECK(strstr(tare_probe_reason(handle), "does not carry its stamp"));
    CHECK(access(data_file(MIB), F_OK) < 0);
    tare_probe_close(handle);
}

/* Threads of a process share the file; another process is refused. */
static void a_second_process_is_refused(void) {
    int64_t first = opened("random-file", config("direct=0"));
    int64_t second = opened("random-file", config("direct=0"));
    tare_probe_close(first);
    pid_t child = fork();
    if (child == 0) {
        char command[400];
        snprintf(command, sizeof command, "direct=0\nfolder=%s\nsize=1048576\n", data_dir);
        setenv("TARE_TEST_CONFIG", command, 1);
        execl("/proc/self/exe", "again", NULL);
        _exit(9);
    }
    int status = 0;
    CHECK_EQ(waitpid(child, &status, 0), child);
    CHECK_EQ(WEXITSTATUS(status), EBUSY);
    tare_probe_close(second);
}

static void too_large_a_file_is_refused_before_it_is_begun(void) {
    int64_t handle = tare_probe_new("random-file", config("direct=0\nsize=1125899906842624"));
    CHECK_EQ(tare_probe_open(handle), -ENOSPC);
    CHECK(strstr(tare_probe_reason(handle), "1073741824 MiB"));
    tare_probe_close(handle);
    CHECK(access(data_file(1LL << 50), F_OK) < 0);
}

static void a_file_that_cannot_be_filled_is_removed(void) {
    struct rlimit before;
    signal(SIGXFSZ, SIG_IGN);
    CHECK_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit small = {.rlim_cur = MIB / 2, .rlim_max = before.rlim_max};
    CHECK_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
    CHECK_EQ(refused("random-file", config("direct=0")), -EFBIG);
    CHECK_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
    CHECK(access(data_file(MIB), F_OK) < 0);
}

static void a_link_is_never_followed(void) {
    char victim[128];
    snprintf(victim, sizeof victim, "%s/victim", data_dir);
    close(open(victim, O_CREAT | O_WRONLY, 0600));
    CHECK_EQ(symlink(victim, data_file(MIB)), 0);
    CHECK_EQ(refused("random-file", config("direct=0")), -ELOOP);
    unlink(data_file(MIB));
    CHECK_EQ(link(victim, data_file(MIB)), 0);
    CHECK_EQ(refused("random-file", config("direct=0")), -EINVAL);
    struct stat s;
    CHECK_EQ(stat(victim, &s), 0);
    CHECK_EQ(s.st_size, 0);
    unlink(data_file(MIB));
    unlink(victim);
}

int main(void) {
    const char *again = getenv("TARE_TEST_CONFIG");
    if (again) {
        return (int)-refused("random-file", again);
    }
    make_data_dir();
    the_file_is_reused_when_intact();
    the_file_is_rebuilt_when_damaged();
    a_second_process_is_refused();
    a_bad_stamp_fails_the_read_and_removes_the_file();
    too_large_a_file_is_refused_before_it_is_begun();
    a_file_that_cannot_be_filled_is_removed();
    a_link_is_never_followed();
    CHECK_EQ(refused("random-file", config("direct=0\nsize=1000000")), -EINVAL);
    CHECK_EQ(refused("random-file", "folder=/nonexistent\nsize=1048576\n"), -ENOENT);
    remove_data_dir(MIB);
    return 0;
}
