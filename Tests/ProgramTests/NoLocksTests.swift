import Foundation
import TestSupport
import Testing

/// A store where programs can't share files: network file systems under names that nobody knows, a host's folders in a
/// virtual machine. What the system refuses there is refused to the program by a library put before the system's.
@Suite(.serialized) struct NoLocksTests {
    private static let refusing = #"""
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <fcntl.h>
        #include <stdarg.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/file.h>
        #include <sys/mman.h>

        static int refuses(const char *what) {
            const char *all = getenv("REFUSES");
            return all != NULL && strstr(all, what) != NULL;
        }

        static int control(const char *name, int file, int command, void *argument) {
            if (refuses("records") && (command == F_SETLK || command == F_SETLKW || command == F_GETLK)) {
                errno = ENOLCK;
                return -1;
            }
            int (*real)(int, int, ...) = dlsym(RTLD_NEXT, name);
            return real(file, command, argument);
        }

        int fcntl(int file, int command, ...) {
            va_list list;
            va_start(list, command);
            void *argument = va_arg(list, void *);
            va_end(list);
            return control("fcntl", file, command, argument);
        }

        int fcntl64(int file, int command, ...) {
            va_list list;
            va_start(list, command);
            void *argument = va_arg(list, void *);
            va_end(list);
            return control("fcntl64", file, command, argument);
        }

        int flock(int file, int operation) {
            if (refuses("files")) {
                errno = EOPNOTSUPP;
                return -1;
            }
            int (*real)(int, int) = dlsym(RTLD_NEXT, "flock");
            return real(file, operation);
        }

        static void *map(const char *name, void *at, size_t size, int may, int flags, int file, off_t from) {
            if (refuses("memory") && (flags & MAP_SHARED) && file >= 0) {
                errno = ENODEV;
                return MAP_FAILED;
            }
            void *(*real)(void *, size_t, int, int, int, off_t) = dlsym(RTLD_NEXT, name);
            return real(at, size, may, flags, file, from);
        }

        void *mmap(void *at, size_t size, int may, int flags, int file, off_t from) {
            return map("mmap", at, size, may, flags, file, from);
        }

        void *mmap64(void *at, size_t size, int may, int flags, int file, off_t from) {
            return map("mmap64", at, size, may, flags, file, from);
        }
        """#

    /// The compiler that comes with Swift.
    private static let compiler: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { "\($0)/clang" }.first { FileManager.default.isExecutableFile(atPath: $0) }

    @Test(.enabled(if: compiler != nil), arguments: ["records", "files", "memory"])
    func whereNothingCanBeSharedIsTold(what: String) async throws {
        let folder = try TemporaryFolder()
        let source = folder.url.appending(path: "refusing.c")
        let library = folder.url.appending(path: "refusing.so")
        try Data(Self.refusing.utf8).write(to: source)
        let compiler = try #require(Self.compiler)
        try await blocking {
            let build = Process()
            build.executableURL = URL(filePath: compiler)
            build.arguments = ["-shared", "-fPIC", "-o", library.path, source.path, "-ldl"]
            try build.run()
            build.waitUntilExit()
            #expect(build.terminationStatus == 0)
            _ = try Program.run(["rehearse", "peig-microsoft-365", "--name", "night"], store: folder.url)
            let refused = try Program.run(
                ["sessions"], store: folder.url, environment: ["LD_PRELOAD": library.path, "REFUSES": what])
            let words = refused.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(refused.code != 0 && words.contains("as on many network file systems"), "\(refused)")
            #expect(words.contains("name a folder of this machine with --store"), "\(refused)")
            // The library alone changes nothing.
            let plain = try Program.run(["sessions"], store: folder.url, environment: ["LD_PRELOAD": library.path])
            #expect(plain.code == 0 && plain.output.contains("night"), "\(plain)")
        }
    }
}
