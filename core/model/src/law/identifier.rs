//! Identifiers of law: how each is written.

/// A scheme of identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// The Dutch collection of laws: `BWBR0003420`.
    Bwb,
    /// The law of the European Union: `32016R0679`.
    Celex,
    /// European legislation identifier: an address with `/eli/`.
    Eli,
}

impl Scheme {
    /// The word for it in a study.
    pub fn word(self) -> &'static str {
        match self {
            Self::Bwb => "bwb",
            Self::Celex => "celex",
            Self::Eli => "eli",
        }
    }

    /// Its name for people, with its article.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bwb => "a BWB number",
            Self::Celex => "a CELEX number",
            Self::Eli => "an ELI",
        }
    }

    /// An example.
    pub fn example(self) -> &'static str {
        match self {
            Self::Bwb => "BWBR0003420",
            Self::Celex => "32016R0679",
            Self::Eli => "http://data.europa.eu/eli/reg/2016/679/oj",
        }
    }

    /// Whether a text is written as this scheme does; not whether it exists.
    ///
    /// ```
    /// use toets_model::law::Scheme;
    /// assert!(Scheme::Bwb.fits("BWBV0001000") && !Scheme::Bwb.fits("BWBR123"));
    /// assert!(Scheme::Celex.fits("32013L0033") && Scheme::Celex.fits("02013L0033-20130629"));
    /// assert!(!Scheme::Celex.fits("2013/33/EU"));
    /// assert!(Scheme::Eli.fits("http://data.europa.eu/eli/dir/2013/33/oj"));
    /// ```
    pub fn fits(self, text: &str) -> bool {
        match self {
            Self::Bwb => text
                .strip_prefix("BWB")
                .and_then(|rest| rest.strip_prefix(['R', 'V', 'W']))
                .is_some_and(|number| number.len() == 7 && digits(number)),
            Self::Celex => celex(text).is_some(),
            Self::Eli => text
                .split_once("/eli/")
                .is_some_and(|(_, rest)| !rest.is_empty() && !text.chars().any(char::is_whitespace)),
        }
    }
}

/// Sector, year, one or two letters for the type, number; a consolidated text has its day, a corrigendum its number.
fn celex(text: &str) -> Option<()> {
    let (main, day) = match text.split_once('-') {
        Some((main, day)) => (main, Some(day)),
        None => (text, None),
    };
    if day.is_some_and(|day| day.len() != 8 || !digits(day)) {
        return None;
    }
    let rest = main.strip_prefix(|c: char| c.is_ascii_digit() || matches!(c, 'C' | 'E'))?;
    let (year, rest) = rest.split_at_checked(4)?;
    let letters = rest.bytes().take_while(u8::is_ascii_uppercase).count();
    let (number, tail) = rest.get(letters..)?.split_at_checked(4.min(rest.len() - letters))?;
    let tail_fits = tail.is_empty() || tail.starts_with(['(', 'R']) && tail.is_ascii();
    (digits(year) && (1..=2).contains(&letters) && (3..=4).contains(&number.len()) && digits(number) && tail_fits)
        .then_some(())
}

fn digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}
