/* Put SLOW_DISK_MS milliseconds on every fsync and fdatasync of the process that preloads this. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

typedef int (*sync_call)(int);

static void wait_as_a_slow_disk_would(void) {
    const char *text = getenv("SLOW_DISK_MS");
    long ms = text ? atol(text) : 0;
    struct timespec left = {ms / 1000, (ms % 1000) * 1000000L};
    while (nanosleep(&left, &left) != 0) {}
}

int fsync(int file) {
    static sync_call real;
    if (!real) real = (sync_call)dlsym(RTLD_NEXT, "fsync");
    wait_as_a_slow_disk_would();
    return real(file);
}

int fdatasync(int file) {
    static sync_call real;
    if (!real) real = (sync_call)dlsym(RTLD_NEXT, "fdatasync");
    wait_as_a_slow_disk_would();
    return real(file);
}
