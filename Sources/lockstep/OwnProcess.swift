import ProcessShims

/// This process, which holds secrets and tokens in its memory and its environment.
enum OwnProcess {
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
