//! Mutations of inputs, always the same for the same seed: what a fuzzer does when it does not look.

/// Makes inputs out of inputs.
pub struct Mutator(u64);

/// Bytes and numbers at which readers stumble.
const ODD: [&[u8]; 14] = [
    b"\0",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"\x80\x00\x00\x00",
    b"-9223372036854775808",
    b"99999999999",
    b"\r\n",
    b"\xe2\x80\xae",
    b"((((((((",
    b"\xc3\x28",
    b"..",
    b"%00",
    b"\x30\x80",
    b"[[[[[[[[",
];

impl Mutator {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next input: one of `kept` with up to six changes.
    pub fn next(&mut self, kept: &[Vec<u8>], longest: usize) -> Vec<u8> {
        let mut input = kept[self.below(kept.len())].clone();
        for _ in 0..=self.below(6) {
            self.change(&mut input, kept);
        }
        input.truncate(longest);
        input
    }

    fn change(&mut self, input: &mut Vec<u8>, kept: &[Vec<u8>]) {
        let place = self.below(input.len() + 1);
        let end = (place + 1 + self.below(16)).min(input.len());
        match self.below(8) {
            0 if place < input.len() => input[place] ^= 1 << self.below(8),
            1 if place < input.len() => input[place] = self.number().to_le_bytes()[0],
            2 => drop(input.drain(place..end.max(place))),
            3 => input.truncate(place),
            4 => {
                let again = input[place..end.max(place)].to_vec();
                input.splice(place..place, again.repeat(1 + self.below(40)));
            }
            5 => {
                let odd = ODD[self.below(ODD.len())];
                input.splice(place..end.max(place), odd.iter().copied());
            }
            6 => {
                let other = &kept[self.below(kept.len())];
                let from = self.below(other.len() + 1);
                let to = (from + self.below(200)).min(other.len());
                input.splice(place..end.max(place), other[from..to].iter().copied());
            }
            _ => {
                let to = self.below(input.len() + 1);
                let part: Vec<u8> = input.drain(place..end.max(place)).collect();
                let to = to.min(input.len());
                input.splice(to..to, part);
            }
        }
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.number() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    /// SplitMix64.
    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }
}
