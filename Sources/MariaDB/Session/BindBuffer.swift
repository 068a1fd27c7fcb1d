internal import CMariaDB

/// The memory that holds the binds of one execution.
///
/// `mysql_stmt_bind_param` keeps pointers only, so everything must stay where it is until `mysql_stmt_execute` returns: the
/// buffers are allocated once, never grown, and freed with this object, which the execution holds.
///
/// `@safe`: no pointer leaves this folder, and all of them lie in the buffers made for them in `init`.
@safe
final class BindBuffer {
    let binds: UnsafeMutableBufferPointer<MYSQL_BIND>
    private let numbers: UnsafeMutableBufferPointer<UInt64>
    private let lengths: UnsafeMutableBufferPointer<UInt>
    private let bytes: UnsafeMutableBufferPointer<UInt8>

    init(_ values: [MariaDBValue]) {
        unsafe binds = .allocate(capacity: values.count)
        unsafe binds.initialize(repeating: MYSQL_BIND())
        unsafe numbers = .allocate(capacity: values.count)
        unsafe numbers.initialize(repeating: 0)
        unsafe lengths = .allocate(capacity: values.count)
        unsafe lengths.initialize(repeating: 0)
        unsafe bytes = .allocate(capacity: values.reduce(0) { $0 + $1.byteCount })
        var used = 0
        for (index, value) in values.enumerated() {
            set(value, at: index, &used)
        }
    }

    deinit {
        unsafe binds.deallocate()
        unsafe numbers.deallocate()
        unsafe lengths.deallocate()
        unsafe bytes.deallocate()
    }

    private func set(_ value: MariaDBValue, at index: Int, _ used: inout Int) {
        switch value {
        case .null:
            unsafe binds[index].buffer_type = MYSQL_TYPE_NULL
        case .integer(let number):
            setNumber(UInt64(bitPattern: number), MYSQL_TYPE_LONGLONG, at: index)
        case .unsignedInteger(let number):
            setNumber(number, MYSQL_TYPE_LONGLONG, at: index)
            unsafe binds[index].is_unsigned = 1
        case .double(let number):
            setNumber(number.bitPattern, MYSQL_TYPE_DOUBLE, at: index)
        case .text(let text):
            setBytes(text.utf8, MYSQL_TYPE_STRING, at: index, &used)
        case .bytes(let bytes):
            setBytes(bytes, MYSQL_TYPE_BLOB, at: index, &used)
        }
    }

    private func setNumber(_ bits: UInt64, _ type: enum_field_types, at index: Int) {
        unsafe numbers[index] = bits
        unsafe binds[index].buffer_type = type
        unsafe binds[index].buffer = UnsafeMutableRawPointer(numbers.baseAddress?.advanced(by: index))
    }

    private func setBytes(_ content: some Collection<UInt8>, _ type: enum_field_types, at index: Int, _ used: inout Int) {
        let count = content.count
        let place = unsafe UnsafeMutableBufferPointer(rebasing: bytes[used..<used + count])
        unsafe _ = place.initialize(from: content)
        used += count
        unsafe lengths[index] = UInt(count)
        unsafe binds[index].buffer_type = type
        unsafe binds[index].buffer = UnsafeMutableRawPointer(place.baseAddress)
        unsafe binds[index].buffer_length = UInt(count)
        unsafe binds[index].length = lengths.baseAddress?.advanced(by: index)
    }
}

extension MariaDBValue {
    /// How many bytes the value needs beside its number.
    fileprivate var byteCount: Int {
        switch self {
        case .text(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        default: 0
        }
    }
}
