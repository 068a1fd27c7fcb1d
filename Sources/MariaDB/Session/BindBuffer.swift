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
    private let times: UnsafeMutableBufferPointer<MYSQL_TIME>
    private var usedTimes = 0

    init(_ values: [MariaDBValue]) {
        unsafe binds = .allocate(capacity: values.count)
        unsafe binds.initialize(repeating: MYSQL_BIND())
        unsafe numbers = .allocate(capacity: values.count)
        unsafe numbers.initialize(repeating: 0)
        unsafe lengths = .allocate(capacity: values.count)
        unsafe lengths.initialize(repeating: 0)
        unsafe bytes = .allocate(capacity: values.reduce(0) { $0 + $1.byteCount })
        unsafe times = .allocate(capacity: values.count { $0.isTemporal })
        unsafe times.initialize(repeating: MYSQL_TIME())
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
        unsafe times.deallocate()
    }

    private func set(_ value: MariaDBValue, at index: Int, _ used: inout Int) {
        switch value {
        // DEFAULT never comes here: only bulk packets can hold it.
        case .null, .default:
            unsafe binds[index].buffer_type = MYSQL_TYPE_NULL
        case .integer(let number):
            setNumber(UInt64(bitPattern: number), MYSQL_TYPE_LONGLONG, at: index)
        case .unsignedInteger(let number):
            setNumber(number, MYSQL_TYPE_LONGLONG, at: index)
            unsafe binds[index].is_unsigned = 1
        case .double(let number):
            setNumber(number.bitPattern, MYSQL_TYPE_DOUBLE, at: index)
        case .decimal(let decimal):
            setBytes(decimal.description.utf8, MYSQL_TYPE_NEWDECIMAL, at: index, &used)
        case .date(let date):
            setTime(date.fields, MYSQL_TYPE_DATE, at: index)
        case .time(let time):
            setTime(time.fields, MYSQL_TYPE_TIME, at: index)
        case .dateTime(let dateTime):
            setTime(dateTime.fields, MYSQL_TYPE_DATETIME, at: index)
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

    private func setTime(_ fields: TemporalFields, _ type: enum_field_types, at index: Int) {
        var time = MYSQL_TIME()
        time.neg = fields.isNegative ? 1 : 0
        time.year = UInt32(clamping: fields.year)
        time.month = UInt32(clamping: fields.month)
        // The hours of a TIME travel in one byte, and libmariadb cuts off what does not fit; the days have four.
        time.day = UInt32(clamping: type == MYSQL_TYPE_TIME ? fields.hours / 24 : fields.day)
        time.hour = UInt32(clamping: fields.hours % 24)
        time.minute = UInt32(clamping: fields.minutes)
        time.second = UInt32(clamping: fields.seconds)
        time.second_part = UInt(clamping: fields.microseconds)
        unsafe times[usedTimes] = time
        unsafe binds[index].buffer_type = type
        unsafe binds[index].buffer = UnsafeMutableRawPointer(times.baseAddress?.advanced(by: usedTimes))
        usedTimes += 1
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
        case .decimal(let decimal): decimal.description.utf8.count
        case .bytes(let bytes): bytes.count
        default: 0
        }
    }

    fileprivate var isTemporal: Bool {
        switch self {
        case .date, .time, .dateTime: true
        default: false
        }
    }
}
