//! The buttons of a page of questions: which was pressed, and what it does to what was typed.

use crate::typed::Typed;

/// Which button was pressed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Pressed<'a> {
    /// «Продолжить».
    Continue,
    /// «Сохранить и выйти».
    Leave,
    /// None: the page saves itself as one types.
    Autosave,
    /// «Добавить ещё», at a group of which so many items were shown.
    AddItem { group: &'a str, shown: usize },
    /// «Удалить» at an item of a group.
    RemoveItem { group: &'a str, index: usize },
    /// «Удалить» at a file.
    RemoveFile { question: &'a str, id: &'a str },
    /// «Выше» or «Ниже» at a file of several.
    MoveFile { question: &'a str, id: &'a str, up: bool },
    /// «Загрузить и расставить страницы», at a question of one file.
    Arrange { question: &'a str },
    /// «Соединить в один PDF», for the pictures that stand at a question already.
    Join { question: &'a str },
}

impl<'a> Pressed<'a> {
    /// The button of that value; anything unknown goes on.
    pub fn of(value: &'a str) -> Self {
        let mut parts = value.splitn(3, ':');
        let (what, path, rest) = (parts.next(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        match (what, rest.parse()) {
            (Some("leave"), _) => Self::Leave,
            (Some("autosave"), _) => Self::Autosave,
            (Some("add"), Ok(shown)) => Self::AddItem { group: path, shown },
            (Some("remove"), Ok(index)) => Self::RemoveItem { group: path, index },
            (Some("drop"), _) => Self::RemoveFile { question: path, id: rest },
            (Some("up"), _) => Self::MoveFile { question: path, id: rest, up: true },
            (Some("down"), _) => Self::MoveFile { question: path, id: rest, up: false },
            (Some("join"), _) => Self::Join { question: path },
            (Some("arrange"), _) => Self::Arrange { question: path },
            _ => Self::Continue,
        }
    }

    /// Changes what was typed; answers the place on the page to go to.
    pub fn apply(&self, typed: &mut Typed) -> String {
        match self {
            Self::AddItem { group, shown } => format!("#{group}.{}", typed.add_item(group, *shown)),
            Self::RemoveItem { group, index } => {
                typed.remove_item(group, *index);
                format!("#{group}")
            }
            Self::RemoveFile { question, id } => {
                typed.remove_file(question, id);
                format!("#{question}")
            }
            Self::MoveFile { question, id, up } => {
                typed.move_file(question, id, *up);
                format!("#{question}")
            }
            // They were joined before the transaction began.
            Self::Join { question } | Self::Arrange { question } => format!("#{question}"),
            Self::Continue | Self::Leave | Self::Autosave => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buttons_say_what_they_do() {
        assert_eq!(Pressed::of("add:children:2"), Pressed::AddItem { group: "children", shown: 2 });
        assert_eq!(Pressed::of("remove:children:0"), Pressed::RemoveItem { group: "children", index: 0 });
        assert_eq!(Pressed::of("drop:scan:0199-a"), Pressed::RemoveFile { question: "scan", id: "0199-a" });
        assert_eq!(Pressed::of("up:scan:0199-a"), Pressed::MoveFile { question: "scan", id: "0199-a", up: true });
        assert_eq!(Pressed::of("join:scan"), Pressed::Join { question: "scan" });
        assert_eq!(Pressed::of("arrange:scan"), Pressed::Arrange { question: "scan" });
        assert_eq!(Pressed::of("leave"), Pressed::Leave);
        for odd in ["", "continue", "add:children", "add:children:x", "remove"] {
            assert_eq!(Pressed::of(odd), Pressed::Continue, "{odd}");
        }
    }
}
