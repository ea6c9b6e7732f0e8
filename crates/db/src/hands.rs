//! Several hands of one transaction, for what can be asked at the same time.

use std::{
    marker::PhantomData,
    ops::{Deref, DerefMut},
};

use crate::Tx;

/// One of several hands of a transaction ([`Tx::hands`]); it commits nothing, and what fails in it fails in all of them.
pub struct Hand<'tx> {
    tx: Tx,
    /// The transaction itself is not to be had as long as it has hands.
    _of: PhantomData<&'tx mut Tx>,
}

impl Hand<'_> {
    pub(crate) fn of(tx: Tx) -> Self {
        Self { tx, _of: PhantomData }
    }
}

impl Deref for Hand<'_> {
    type Target = Tx;

    fn deref(&self) -> &Tx {
        &self.tx
    }
}

impl DerefMut for Hand<'_> {
    fn deref_mut(&mut self) -> &mut Tx {
        &mut self.tx
    }
}

impl std::fmt::Debug for Hand<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.tx.fmt(f)
    }
}
