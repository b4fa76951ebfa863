/**
 * Opens MP4, MOV, WebM and MKV with mediabunny and WebCodecs. Reads only the parts of the file that it needs, and
 * holds few full-size frames: those between the decoder and the scaled canvas, never the whole clip.
 */
import {
  BlobSource,
  CanvasSink,
  EncodedPacketSink,
  Input,
  type InputVideoTrack,
  MATROSKA,
  MP4,
  QTFF,
  UnsupportedInputFormatError,
  WEBM,
  type WrappedCanvas,
} from "mediabunny";
import { LabError } from "../base/errors.ts";
import type { Picture, PictureSource } from "./picture-source.ts";
import { TIME_SLACK_S } from "./sample-times.ts";

/**
 * Opens a video file. Colours are sRGB, rotation and pixel aspect ratio applied, transparent areas black.
 *
 * @param file  read in pieces while the source is open.
 * @param name  name that messages use.
 * @throws {LabError} "decode" for a file that is cut short, damaged or without pictures; "unsupported" for a codec or
 *   container that this browser cannot read.
 */
export async function openVideo(file: Blob, name: string): Promise<PictureSource> {
  const input = new Input({ source: new BlobSource(file), formats: [MP4, QTFF, WEBM, MATROSKA] });
  try {
    const track = await findTrack(input, name);
    return await describe(input, track, name);
  } catch (error) {
    input.dispose();
    throw asDecodeError(error, name);
  }
}

async function findTrack(input: Input, name: string): Promise<InputVideoTrack> {
  const track = await input.getPrimaryVideoTrack();
  if (track !== null) {
    await checkDecodable(track, name);
    return track;
  }
  const tracks = await input.getTracks();
  throw tracks.length > 0
    ? new LabError("decode", `${name}: it has sound but no pictures. Choose a file with a video track.`)
    : new LabError("decode", `${name}: it has no tracks; it is probably cut short. Copy or record it again.`);
}

/** Codec names that users know. Other codecs are shown by the container's own id. */
const CODEC_NAMES: Readonly<Record<string, string>> = {
  avc: "H.264",
  hevc: "HEVC (H.265)",
  vp8: "VP8",
  vp9: "VP9",
  av1: "AV1",
  prores: "ProRes",
  mp4v: "MPEG-4 Part 2",
  jpeg: "Motion JPEG",
};

async function checkDecodable(track: InputVideoTrack, name: string): Promise<void> {
  if (typeof VideoDecoder === "undefined") {
    throw new LabError(
      "unsupported",
      `${name}: this browser gives pages no video decoder (WebCodecs), or the page was not opened over https. ` +
        "Use a current Chrome, Edge, Firefox or Safari.",
    );
  }
  if (await track.canDecode()) return;
  const id = (await track.getCodec()) ?? (await track.getInternalCodecId());
  const codec = typeof id === "string" ? (CODEC_NAMES[id] ?? id) : "unknown";
  const parameters = await track.getCodecParameterString();
  throw new LabError(
    "unsupported",
    `${name}: its video codec is ${codec}${parameters === null ? "" : ` (${parameters})`}, ` +
      "which this browser cannot decode. Convert it to H.264, VP9 or AV1, " +
      "for example with `ffmpeg -i in -pix_fmt yuv420p out.mp4`.",
  );
}

async function describe(input: Input, track: InputVideoTrack, name: string): Promise<PictureSource> {
  const packets = new EncodedPacketSink(track);
  // Pictures before time 0 are there to be decoded, not to be shown.
  const originS = Math.max(0, await track.getFirstTimestamp());
  const endS = await findEnd(packets);
  if (endS === null) {
    throw new LabError("decode", `${name}: its video track has no pictures. Copy or record it again.`);
  }
  return {
    width: await track.getDisplayWidth(),
    height: await track.getDisplayHeight(),
    durationS: Math.max(0, endS - originS),
    frameStarts: async (startS, rangeEndS, limit) =>
      (await packetStarts(packets, startS + originS, rangeEndS + originS, limit)).map(
        (time) => time - originS,
      ),
    pictures: (timesS, size) => pictures(track, { timesS, originS, size, name }),
    close: () => input.dispose(),
  };
}

/**
 * Returns when the last picture ends, or null if there are none. Some recorders write no duration for the last
 * picture; the interval before it is used instead.
 */
async function findEnd(packets: EncodedPacketSink): Promise<number | null> {
  const last = await packets.getPacket(Infinity, { metadataOnly: true });
  if (last === null) return null;
  if (last.duration > 0) return last.timestamp + last.duration;
  const before = await packets.getPacket(last.timestamp - TIME_SLACK_S, { metadataOnly: true });
  return last.timestamp + (before === null ? 0 : last.timestamp - before.timestamp);
}

/** Returns start times in [startS, endS) on the file's own clock, ascending; stops once there are more than `limit`. */
async function packetStarts(
  packets: EncodedPacketSink,
  startS: number,
  endS: number,
  limit: number,
): Promise<number[]> {
  const starts: number[] = [];
  const first = await packets.getKeyPacket(startS, { metadataOnly: true });
  for await (const packet of packets.packets(first ?? undefined, undefined, { metadataOnly: true })) {
    // Packets come in decoding order. Beyond the end, only a key packet proves that no packet before the end follows.
    if (packet.type === "key" && packet.timestamp >= endS) break;
    if (packet.timestamp >= startS - TIME_SLACK_S && packet.timestamp < endS - TIME_SLACK_S) {
      starts.push(packet.timestamp);
    }
    if (starts.length > limit) break;
  }
  return starts.sort((a, b) => a - b);
}

interface PicturesAsk {
  readonly timesS: readonly number[];
  readonly originS: number;
  readonly size: { width: number; height: number };
  readonly name: string;
}

async function* pictures(track: InputVideoTrack, ask: PicturesAsk): AsyncGenerator<Picture, void> {
  // The sink scales with mipmaps, closes every frame once drawn, and reuses its two canvases in turn.
  const sink = new CanvasSink(track, { ...ask.size, fit: "fill", poolSize: 2 });
  const times = ask.timesS.map((time) => time + ask.originS);
  let done = 0;
  try {
    const drawings = (await canSeek(track, times)) ? sink.canvasesAtTimestamps(times) : inOrder(sink, times);
    for await (const drawn of drawings) {
      if (drawn === null) throw missingPicture(ask, done);
      done++;
      yield { startS: Math.max(0, drawn.timestamp - ask.originS), image: drawn.canvas };
    }
  } catch (error) {
    throw asDecodeError(error, ask.name);
  }
  if (done < times.length) throw missingPicture(ask, done);
}

/**
 * Returns whether mediabunny finds the key packet before each time. In a WebM file without an index whose clusters
 * start between key packets it does not (seen in 1.61); such a file must be decoded in order.
 */
async function canSeek(track: InputVideoTrack, times: readonly number[]): Promise<boolean> {
  const packets = new EncodedPacketSink(track);
  for (const time of times) {
    if ((await packets.getKeyPacket(time, { metadataOnly: true })) === null) return false;
  }
  return true;
}

/** Yields what `canvasesAtTimestamps` would, but decodes everything from the start. */
async function* inOrder(sink: CanvasSink, times: readonly number[]): AsyncGenerator<WrappedCanvas, void> {
  let shown: WrappedCanvas | null = null;
  let next = 0;
  for await (const drawn of sink.canvases()) {
    for (; shown !== null && drawn.timestamp > (times[next] ?? Infinity); next++) yield shown;
    if (next === times.length) return;
    shown = drawn;
  }
  for (; shown !== null && next < times.length; next++) yield shown;
}

function missingPicture({ name, timesS }: PicturesAsk, index: number): LabError {
  const time = (timesS[index] ?? 0).toFixed(2);
  return new LabError(
    "decode",
    `${name}: the picture at ${time} s is missing; the file is cut short or damaged. ` +
      "Copy or record it again, or choose an earlier range.",
  );
}

function asDecodeError(error: unknown, name: string): LabError {
  if (error instanceof LabError) return error;
  if (error instanceof UnsupportedInputFormatError) {
    return new LabError("decode", `${name}: its index is missing or damaged. Copy or record it again.`, {
      cause: error,
    });
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new LabError(
    "decode",
    `${name}: it is cut short or damaged (${reason}). Copy or record it again, or convert it to MP4 with H.264.`,
    { cause: error },
  );
}
