/// Which task this is: code with the same number runs one piece after another. The number tells nothing once the task is over, since
/// its memory may become another's.
package enum TaskIdentity {
    /// The task that runs now; 0 outside of tasks.
    package static var current: UInt {
        // The reference to the task is all that there is in `UnsafeCurrentTask`, and 0 is `nil`. It is compared here and not followed.
        unsafe withUnsafeCurrentTask { unsafe unsafeBitCast($0, to: UInt.self) }
    }
}
