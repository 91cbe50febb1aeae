import ProcessShims

/// This process, which holds secrets and tokens in its memory and its environment.
enum OwnProcess {
    /// Keeps standard input, output and error for what they are, also those that are closed.
    static func holdStreams() throws(InputProblem) {
        guard lockstep_process_hold_streams() else {
            throw InputProblem("standard input, output or error is closed, and there is no /dev/null; open them")
        }
    }

    /// The runtime looks at its threads in `/proc`, and where it can't, ends the process in the middle of its work.
    static func look() throws(InputProblem) {
        guard lockstep_process_sees_itself() else {
            throw InputProblem(
                "/proc isn't mounted here, and the program can't run without it. Mount it (mount -t proc proc /proc), or run "
                    + "lockstep where it is; nothing was begun")
        }
    }

    /// What the program was called with, without its name.
    static func arguments() throws(InputProblem) -> [String] {
        var arguments: [String] = []
        var index: Int32 = 1
        while let argument = lockstep_process_argument(index) {
            guard let text = String(validatingCString: argument) else {
                throw InputProblem(
                    "argument \(index) isn't UTF-8: \(String(cString: argument)). Set the terminal to UTF-8, or rename what "
                        + "it names")
            }
            arguments.append(text)
            index += 1
        }
        return arguments
    }

    /// Before anything else: no core, no tracing by others of the same account, files for their owner alone. Children get
    /// the limit and the mask with them; whether they can be dumped is theirs to say again once they run.
    ///
    /// A process that can't be dumped has its own `/proc/self` owned by root. It may still follow `exe` and `fd`, and
    /// `stat`, `cmdline` and `maps` stay readable; nothing here reads `environ` or `mem`.
    static func protect() throws(InputProblem) {
        guard lockstep_process_protect() else {
            throw InputProblem(
                "this system doesn't let a program keep its memory to itself (PR_SET_DUMPABLE, RLIMIT_CORE); run "
                    + "lockstep where it does")
        }
    }
}
