#!/bin/sh
# Makes the small clips in tests/fixtures/clips with ffmpeg (the committed ones with 5.1). The tests only need the files.
#
# Every picture is 64 x 48 and shows its own frame number, so that a test can identify the frame. On grey, it has
# red / green / blue / white squares of 12 px in the top left / top right / bottom left / bottom right corner,
# and in the middle 5 bars of 8 x 16 px, white if that bit of the frame number is set, with the lowest bit on the left.
set -eu
cd "$(dirname "$0")/.."
out=tests/fixtures/clips
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"

bit='255*mod(floor(N/pow(2,floor((X-12)/8))),2)'
bars='between(X,12,51)*between(Y,16,31)'
left='lt(X,12)'; right='gte(X,52)'; top='lt(Y,12)'; bottom='gte(Y,36)'
# channel SQUARES: one colour channel: 255 in the named corners, 0 in the others, the bars, and grey elsewhere.
channel() { echo "if($bars,$bit,if(($left+$right)*($top+$bottom),255*min(1,$1),128))"; }
red=$(channel "$left*$top+$right*$bottom")
green=$(channel "$right*$top+$right*$bottom")
blue=$(channel "$left*$bottom+$right*$bottom")

# pictures FRAMES FPS: prints the lavfi graph of the numbered pictures.
pictures() { echo "color=black:s=64x48:r=$2,trim=end_frame=$1,format=gbrp,geq=r='$red':g='$green':b='$blue'"; }
# make FILE FRAMES FPS ENCODER-OPTIONS...: writes a file.
make() {
  file=$1; graph=$(pictures "$2" "$3"); shift 3
  ffmpeg -hide_banner -loglevel error -y -f lavfi -i "$graph" -map_metadata -1 -fflags +bitexact "$@" "$file"
}
h264='-c:v libx264 -preset veryslow -crf 20 -pix_fmt yuv420p'

# H.264: 32 frames with B-frames and a key frame every 8, so that seeking has work to do; 16, one, and five frames.
make "$out/h264.mp4" 32 10 $h264 -bf 2 -g 8 -movflags +faststart
make "$out/h264-16-frames.mov" 16 8 $h264
make "$out/h264.mkv" 32 10 $h264 -g 8
make "$out/h264-1-frame.mp4" 1 10 $h264
make "$out/h264-5-frames.mp4" 5 10 $h264
make "$out/h264-grey.mp4" 16 10 -c:v libx264 -crf 20 -pix_fmt gray
# Pixels twice as wide as high: shown as 128 x 48.
make "$out/h264-wide-pixels.mp4" 16 10 $h264 -vf setsar=2
# Encoded as 64 x 48 but shown turned clockwise by a quarter: 48 x 64, with the red square at the top right.
make "$work/upright.mp4" 16 10 $h264
ffmpeg -hide_banner -loglevel error -y -display_rotation -90 -i "$work/upright.mp4" -c copy "$out/h264-rotated.mp4" 2>/dev/null || # 6 and newer
  ffmpeg -hide_banner -loglevel error -y -i "$work/upright.mp4" -c copy -metadata:s:v rotate=270 "$out/h264-rotated.mp4"
# Variable frame rate: 24 frames, the first 12 shown for 0.05 s each, the others for 0.2 s each.
make "$out/h264-variable-rate.mp4" 24 20 $h264 -vf "settb=1/1000,setpts='if(lt(N,12),N*50,600+(N-12)*200)'" -fps_mode vfr -enc_time_base 1/1000 -video_track_timescale 1000

# WebM.
make "$out/vp8.webm" 16 10 -c:v libvpx -crf 8 -b:v 300k
make "$out/vp9.webm" 16 10 -c:v libvpx-vp9 -crf 25 -b:v 0
make "$out/av1.webm" 16 10 -c:v libaom-av1 -crf 25 -cpu-used 6
# Odd size: 51 x 37, scaled from the 64 x 48 picture.
make "$out/vp9-odd-size.webm" 16 10 -c:v libvpx-vp9 -crf 20 -b:v 0 -vf scale=51:37,setsar=1 -pix_fmt yuv444p
# As written by a live recorder: no duration, clusters of unknown size.
make "$out/vp8-live.webm" 16 10 -c:v libvpx -crf 8 -b:v 300k -f webm -live 1
# The right half fully transparent.
make "$out/vp9-alpha.webm" 16 10 -vf "format=rgba,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='if(lt(X,32),255,0)',format=yuva420p" -c:v libvpx-vp9 -crf 20 -b:v 0 -auto-alt-ref 0

# GIF: 20 frames of 0.1 s, and a copy cut off in its picture data.
make "$out/animated.gif" 20 10 -vf "split[a][b];[a]palettegen=max_colors=16[p];[b][p]paletteuse=dither=none"
head -c 600 "$out/animated.gif" > "$out/cut.gif"

# Still images, named so that only a numeric comparison gives the right order.
mkdir -p "$out/frames"
make "$out/frames/f%d.png" 12 10 -start_number 1
make "$out/still.jpg" 1 10 -q:v 2 -pix_fmt yuvj444p -update 1
# A 10 000 x 10 000 image of one colour, 1 bit per pixel.
ffmpeg -hide_banner -loglevel error -y -f lavfi -i color=black:s=10000x10000 -frames:v 1 -pix_fmt monob -compression_level 9 "$out/huge.png"

# Files that must fail with a clear message.
make "$out/hevc.mp4" 8 10 -c:v libx265 -x265-params log-level=none -tag:v hvc1 -pix_fmt yuv420p
make "$out/mpeg4.mp4" 8 10 -c:v mpeg4
ffmpeg -hide_banner -loglevel error -y -f lavfi -i sine=d=0.3 -c:a aac -b:a 16k "$out/audio-only.mp4"
# A file whose index, after the pictures, is cut off.
make "$work/late-index.mp4" 32 10 $h264
head -c 2000 "$work/late-index.mp4" > "$out/cut-index.mp4"
# A file whose index comes first, and whose last two fifths are cut off.
size=$(wc -c < "$out/h264.mp4")
head -c $((size * 3 / 5)) "$out/h264.mp4" > "$out/cut.mp4"
printf 'This is a text file with the wrong name.\n' > "$out/text.mp4"
: > "$out/zero.mp4"
