#include <stddef.h>
#include <stdint.h>

/// libFuzzer as a library: runs the function again and again with inputs that it makes, as its arguments say. Ends the process
/// when the function fails.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*input)(const uint8_t *bytes, size_t count));
