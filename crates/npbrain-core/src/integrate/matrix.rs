//! Small dense matrices for the preparation of exact solutions, in `f64`.

/// A square matrix, row by row.
#[derive(Clone, Debug)]
pub(crate) struct Matrix {
    n: usize,
    values: Vec<f64>,
}

impl Matrix {
    pub(crate) fn zero(n: usize) -> Self {
        Matrix { n, values: vec![0.0; n * n] }
    }

    pub(crate) fn get(&self, row: usize, column: usize) -> f64 {
        self.values[row * self.n + column]
    }

    pub(crate) fn set(&mut self, row: usize, column: usize, value: f64) {
        self.values[row * self.n + column] = value;
    }

    pub(crate) fn times(&self, other: &Matrix) -> Matrix {
        let mut product = Matrix::zero(self.n);
        for i in 0..self.n {
            for j in 0..self.n {
                let sum = (0..self.n).map(|k| self.get(i, k) * other.get(k, j)).sum();
                product.set(i, j, sum);
            }
        }
        product
    }

    fn scaled(mut self, factor: f64) -> Matrix {
        self.values.iter_mut().for_each(|v| *v *= factor);
        self
    }

    /// How often `factor` times this matrix must be halved to have norm ½.
    pub(crate) fn halvings(&self, factor: f64) -> i32 {
        let norm = (0..self.n)
            .map(|i| (0..self.n).map(|j| self.get(i, j).abs()).sum::<f64>())
            .fold(0.0, f64::max);
        let mut halvings = 0;
        while factor.abs() * norm * 0.5f64.powi(halvings) > 0.5 && halvings < 1000 {
            halvings += 1;
        }
        halvings
    }

    /// The exponential, by scaling and squaring of its Taylor series.
    ///
    /// Scaled to norm ½, 18 terms leave a remainder below 2⁻⁵³.
    pub(crate) fn exp(&self) -> Matrix {
        let halvings = self.halvings(1.0);
        let scale = 0.5f64.powi(halvings);
        let small = self.clone().scaled(scale);
        // e^A − 1 by Horner's rule; the identity is kept apart to the end,
        // since beside it the small terms would lose their last digits.
        let mut rest = Matrix::zero(self.n);
        for k in (1..=18).rev() {
            let mut next = small.times(&rest);
            next.values.iter_mut().zip(&small.values).for_each(|(v, a)| *v = (*v + a) / k as f64);
            rest = next;
        }
        for _ in 0..halvings {
            let square = rest.times(&rest);
            rest.values.iter_mut().zip(&square.values).for_each(|(v, s)| *v = 2.0 * *v + s);
        }
        for i in 0..self.n {
            let diagonal = rest.get(i, i) + 1.0;
            rest.set(i, i, diagonal);
        }
        rest
    }

    /// The lower triangular L with L Lᵀ = `self`, a covariance; a variance of
    /// zero gives a row of zeros.
    pub(crate) fn cholesky(&self) -> Matrix {
        let mut l = Matrix::zero(self.n);
        for i in 0..self.n {
            for j in 0..=i {
                let sum: f64 = (0..j).map(|k| l.get(i, k) * l.get(j, k)).sum();
                let rest = self.get(i, j) - sum;
                let value = if i == j {
                    rest.max(0.0).sqrt()
                } else if l.get(j, j) > 0.0 {
                    rest / l.get(j, j)
                } else {
                    0.0
                };
                l.set(i, j, value);
            }
        }
        l
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix<const N: usize>(rows: [[f64; N]; N]) -> Matrix {
        Matrix { n: N, values: rows.into_iter().flatten().collect() }
    }

    /// Closed forms: a rotation, a nilpotent matrix, a stiff diagonal.
    #[test]
    fn exponentials_of_known_matrices() {
        let rotation = matrix([[0.0, -2.0], [2.0, 0.0]]).exp();
        for (i, j, expected) in
            [(0, 0, 2f64.cos()), (0, 1, -(2f64.sin())), (1, 0, 2f64.sin()), (1, 1, 2f64.cos())]
        {
            assert!((rotation.get(i, j) - expected).abs() < 4e-15);
        }
        let shear = matrix([[0.0, 3.0], [0.0, 0.0]]).exp();
        assert_eq!([shear.get(0, 0), shear.get(0, 1), shear.get(1, 0)], [1.0, 3.0, 0.0]);
        let stiff = matrix([[-0.01, 0.0], [0.0, -40.0]]).exp();
        assert!((stiff.get(0, 0) / (-0.01f64).exp() - 1.0).abs() < 1e-15);
        assert!(stiff.get(1, 1).abs() < 1e-14);
    }

    #[test]
    fn cholesky_of_a_covariance() {
        let l = matrix([[4.0, 2.0], [2.0, 5.0]]).cholesky();
        assert_eq!([l.get(0, 0), l.get(1, 0), l.get(1, 1), l.get(0, 1)], [2.0, 1.0, 2.0, 0.0]);
    }
}
