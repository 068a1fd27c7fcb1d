/// `Task(executorPreference: pool) { … }` runs the task's code on the pool's threads; the `Task` is the future. Child tasks
/// inherit the preference and run in parallel, up to the number of threads.
extension BlockingThreadPool: TaskExecutor {
    /// Appends a job of a task that prefers this pool.
    public func enqueue(_ job: consuming ExecutorJob) {
        submit(.job(UnownedJob(job)))
    }
}
