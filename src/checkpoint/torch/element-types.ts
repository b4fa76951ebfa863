/** PyTorch's number types: their size, and whether they can be read as float32. */
import { STORED_BYTES, type StoredType } from "../numbers.ts";

/** A number type. */
export interface ElementType {
  /** PyTorch's name of the dtype. */
  readonly name: string;
  /** Size of one number. */
  readonly bytes: number;
  /** Type as which it is read; null for types that are not supported: complex, quantised, eight-bit floats. */
  readonly stored: StoredType | null;
}

const readable = (name: StoredType): ElementType => ({ name, bytes: STORED_BYTES[name], stored: name });
const unread = (name: string, bytes: number): ElementType => ({ name, bytes, stored: null });

/** Type of storages of raw bytes, whose number type is given by the tensor instead. */
export const RAW_BYTES: ElementType = readable("uint8");

const [F64, F32, F16, BF16] = [
  readable("float64"),
  readable("float32"),
  readable("float16"),
  readable("bfloat16"),
];
const [I64, I32, I16, I8] = [readable("int64"), readable("int32"), readable("int16"), readable("int8")];
const [U8, BOOL] = [readable("uint8"), readable("bool")];

/** Types by the dtype's name in `torch.<name>`, including PyTorch's short names. */
export const DTYPES: ReadonlyMap<string, ElementType> = new Map([
  ["float64", F64],
  ["double", F64],
  ["float32", F32],
  ["float", F32],
  ["float16", F16],
  ["half", F16],
  ["bfloat16", BF16],
  ["int64", I64],
  ["long", I64],
  ["int32", I32],
  ["int", I32],
  ["int16", I16],
  ["short", I16],
  ["int8", I8],
  ["uint8", U8],
  ["bool", BOOL],
  ["uint16", unread("uint16", 2)],
  ["uint32", unread("uint32", 4)],
  ["uint64", unread("uint64", 8)],
  ["complex32", unread("complex32", 4)],
  ["complex64", unread("complex64", 8)],
  ["complex128", unread("complex128", 16)],
  ["float8_e4m3fn", unread("float8_e4m3fn", 1)],
  ["float8_e5m2", unread("float8_e5m2", 1)],
  ["float8_e4m3fnuz", unread("float8_e4m3fnuz", 1)],
  ["float8_e5m2fnuz", unread("float8_e5m2fnuz", 1)],
  ["qint8", unread("qint8", 1)],
  ["quint8", unread("quint8", 1)],
  ["qint32", unread("qint32", 4)],
]);

/** Types by the storage class's name in `torch.<name>`. */
export const STORAGES: ReadonlyMap<string, ElementType> = new Map([
  ["DoubleStorage", F64],
  ["FloatStorage", F32],
  ["HalfStorage", F16],
  ["BFloat16Storage", BF16],
  ["LongStorage", I64],
  ["IntStorage", I32],
  ["ShortStorage", I16],
  ["CharStorage", I8],
  ["ByteStorage", U8],
  ["BoolStorage", BOOL],
  ["ComplexFloatStorage", unread("complex64", 8)],
  ["ComplexDoubleStorage", unread("complex128", 16)],
  ["QInt8Storage", unread("qint8", 1)],
  ["QUInt8Storage", unread("quint8", 1)],
  ["QInt32Storage", unread("qint32", 4)],
  ["UntypedStorage", RAW_BYTES],
]);
